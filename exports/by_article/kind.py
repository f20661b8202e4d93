"""Articles as a kind of export."""

from exports.by_article.order import ArticleOrder, order_of, update_of, why_not_updatable
from exports.by_article.steps import STEPS
from exports.by_article.story import ArticleStory
from exports.kinds import Kind, Updates
from exports.models import WindowState
from exports.stages import Stages
from jobs.models import Lane

KIND = Kind(
    name=ArticleOrder.kind,
    lane=Lane.BULK,
    busy=(WindowState.DOWNLOADING,),
    steps=STEPS,
    stages=Stages(
        labels=("Wait for a turn", "Read OpenWeb's events", "Check and store"),
        done=("Begun",),
        at={WindowState.WAITING: 0, WindowState.DOWNLOADING: 1},
    ),
    story=ArticleStory(),
    order_of=order_of,
    updates=Updates(why_not_updatable, update_of),
)
