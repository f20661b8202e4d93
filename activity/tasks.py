"""The one thing that is done by the clock and not because a row is due."""

from celery import shared_task

from activity import services


@shared_task(name="activity.tasks.expire")
def expire() -> None:
    services.expire()
