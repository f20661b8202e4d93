"""Celery's scheduler, which also tells that it lives and whether the broker takes its wake-ups."""

from datetime import datetime
from typing import Any

from celery.beat import PersistentScheduler
from django.utils import timezone

BEAT_SECONDS = 5


class Scheduler(PersistentScheduler):
    """Its main thread may hang on the broker for as long as that is away; the pulse goes on."""

    _broker_seen_at: datetime | None = None

    def setup_schedule(self) -> None:
        from jobs import heartbeats
        from jobs.pulse import Pulse

        super().setup_schedule()
        self._pulse = Pulse(lambda: [heartbeats.beat(self._broker_seen_at)], BEAT_SECONDS)
        self._pulse.start()

    def apply_async(self, *args: Any, **kwargs: Any) -> Any:
        sent = super().apply_async(*args, **kwargs)
        self._broker_seen_at = timezone.now()
        return sent

    def close(self) -> None:
        self._pulse.stop()
        super().close()
