"""A person's activity as a kind of export."""

from accounts.models import Right
from activity.exporting.order import ActivityOrder, order_of
from activity.exporting.steps import STEPS
from activity.exporting.story import ActivityStory
from exports.kinds import Kind
from exports.models import WindowState
from exports.stages import Stages
from jobs.models import Lane

KIND = Kind(
    name=ActivityOrder.kind,
    lane=Lane.BULK,
    busy=(WindowState.DOWNLOADING,),
    steps=STEPS,
    stages=Stages(
        labels=("Wait for a turn", "Load all messages", "Check and store"),
        done=("Begun",),
        at={WindowState.WAITING: 0, WindowState.DOWNLOADING: 1},
    ),
    story=ActivityStory(),
    order_of=order_of,
    repeats=False,
    right=Right.LOOK_UP_PEOPLE,
)
