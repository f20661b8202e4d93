"""Celery carries wake-ups only: every job's state is a row, so a lost message loses nothing."""

import logging
import os
import sys
from logging.config import dictConfig
from typing import Any

import celery.apps.worker
from celery import Celery
from celery.signals import celeryd_after_setup, setup_logging, worker_process_init

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
    celery.apps.worker.safe_say = _say  # type: ignore[attr-defined]


def _say(message: str, *_: Any) -> None:
    """What a worker says from within a signal's handler, where streams must not be used."""
    said = {"name": "celery.worker", "levelno": logging.INFO, "levelname": "INFO"}
    record = logging.makeLogRecord({**said, "msg": message.strip()})
    line = logging.getLogger().handlers[0].format(record)
    os.write(sys.stderr.fileno(), f"{line}\n".encode())


@celeryd_after_setup.connect
def wait_for_the_database(**_: Any) -> None:
    """Before the worker has a pool; beat waits for itself (config/beat.py)."""
    from config.schema_guard import wait_for_schema

    wait_for_schema()


@worker_process_init.connect
def end_with_the_worker(**_: Any) -> None:
    """A killed worker must not leave a pool process that goes on with its step."""
    end_with_parent(os.getppid())
