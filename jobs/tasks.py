"""Wake-ups. Their argument is a lane's name and nothing else."""

from celery import shared_task

from jobs import runner


@shared_task(name="jobs.tasks.work")
def work(lane: str) -> None:
    runner.work(lane)
