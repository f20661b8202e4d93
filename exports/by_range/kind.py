"""Ranges of days as a kind of export."""

from exports.by_range.exporting import call_off
from exports.by_range.order import RangeOrder, order_of
from exports.by_range.steps import STEPS
from exports.by_range.story import RangeStory
from exports.kinds import Kind
from exports.models import WindowState
from exports.stages import Stages
from jobs.models import Lane

KIND = Kind(
    name=RangeOrder.kind,
    lane=Lane.FAST,
    busy=(WindowState.REQUESTING, WindowState.PROCESSING),
    steps=STEPS,
    stages=Stages(
        labels=("Ask OpenWeb", "OpenWeb is building it", "Download", "Check and store"),
        done=("Asked", "Built"),
        at={
            WindowState.WAITING: 0,
            WindowState.REQUESTING: 0,
            WindowState.PROCESSING: 1,
            WindowState.DOWNLOADING: 2,
        },
    ),
    story=RangeStory(),
    order_of=order_of,
    queue="openweb_exports",
    call_off=call_off,
)
