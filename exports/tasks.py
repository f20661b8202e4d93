"""The one thing that is done by the clock and not because a row is due."""

from celery import shared_task

from exports import spool
from exports.services import files


@shared_task(name="exports.tasks.sweep")
def sweep() -> None:
    spool.sweep()
    files.remove_forgotten()
