"""Celery carries wake-ups only: every job's state is a row, so a lost message loses nothing."""

import os
from logging.config import dictConfig
from typing import Any

from celery import Celery
from celery.signals import setup_logging, worker_process_init

from config.launch.follow import end_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("threadkeep")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@setup_logging.connect
def use_our_logging(**_: Any) -> None:
    """Celery's own set-up would bypass the formatter that cuts secrets out."""
    from django.conf import settings

    dictConfig(settings.LOGGING)


@worker_process_init.connect
def end_with_the_worker(**_: Any) -> None:
    """A killed worker must not leave a pool process that goes on with its step."""
    end_with_parent(os.getppid())
