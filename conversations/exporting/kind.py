"""A tenant's conversations as a kind of export."""

from conversations.exporting.order import ConversationsOrder, order_of
from conversations.exporting.steps import STEPS
from conversations.exporting.story import ConversationsStory
from exports.kinds import Kind
from exports.models import WindowState
from exports.stages import Stages
from jobs.models import Lane

KIND = Kind(
    name=ConversationsOrder.kind,
    lane=Lane.BULK,
    busy=(WindowState.DOWNLOADING,),
    steps=STEPS,
    stages=Stages(
        labels=("Wait for a turn", "Read onQ's list", "Check and store"),
        done=("Begun",),
        at={WindowState.WAITING: 0, WindowState.DOWNLOADING: 1},
    ),
    story=ConversationsStory(),
    order_of=order_of,
    vendor="onQ",
)
