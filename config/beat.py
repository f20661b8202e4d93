"""Celery's scheduler, which also tells that it lives and whether the broker takes its wake-ups."""

from datetime import datetime
from typing import Any

import structlog
from celery.beat import PersistentScheduler, SchedulingError
from django.utils import timezone

BEAT_SECONDS = 5

log = structlog.get_logger(__name__)


class Scheduler(PersistentScheduler):
    """Its main thread may hang on the broker for as long as that is away; the pulse goes on."""

    _broker_seen_at: datetime | None = None
    _is_refused = False

    def setup_schedule(self) -> None:
        from config.schema_guard import wait_for_schema
        from jobs import heartbeats
        from jobs.pulse import Pulse

        wait_for_schema()
        super().setup_schedule()
        self._pulse = Pulse(lambda: [heartbeats.beat(self._broker_seen_at)], BEAT_SECONDS)
        self._pulse.start()

    def apply_async(self, *args: Any, **kwargs: Any) -> Any:
        """Celery would log a traceback for every wake-up that a broker does not take."""
        try:
            sent = super().apply_async(*args, **kwargs)
        except SchedulingError as error:
            if not self._is_refused:
                log.warning("the broker takes no wake-ups; work waits", why=str(error))
            self._is_refused = True
            return None
        if self._is_refused:
            log.warning("the broker takes wake-ups again")
        self._is_refused = False
        self._broker_seen_at = timezone.now()
        return sent

    def close(self) -> None:
        self._pulse.stop()
        super().close()
