"""The one thing that is done by the clock and not because a row is due."""

from celery import shared_task

from exports import spool
from exports.services import files, spots


@shared_task(name="exports.tasks.sweep")
def sweep() -> None:
    spots.wake_forgotten()
    spool.sweep()
    files.remove_forgotten()
