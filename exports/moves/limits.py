"""How long a window may stay in a state, and how long it pauses there."""

from datetime import timedelta

from providers.errors import ProviderError

REQUESTING_LIMIT = timedelta(minutes=2)
PROCESSING_LIMIT = timedelta(hours=12)
SILENT_DOWNLOAD_LIMIT = timedelta(minutes=15)
HELD_LIMIT = timedelta(days=7)
NO_FILES_PATIENCE = timedelta(seconds=30)
REFUSAL_PATIENCE = timedelta(minutes=5)
FIRST_POLL = timedelta(seconds=2)
LONGEST_PAUSE = timedelta(seconds=60)


def pause(polls: int, error: ProviderError | None = None) -> timedelta:
    """2 s growing to 60 s; whatever the vendor asks for, when it asks for more."""
    grown = min(FIRST_POLL * 1.5 ** min(polls, 20), LONGEST_PAUSE)
    return max(grown, _asked(error))


def pause_after(silence: timedelta, error: ProviderError) -> timedelta:
    """As long as nothing came so far, so that each pause is twice the last: from 2 s to 60 s, more
    when the vendor asks for more."""
    return max(min(max(silence, FIRST_POLL), LONGEST_PAUSE), _asked(error))


def _asked(error: ProviderError | None) -> timedelta:
    return timedelta(seconds=(error.retry_after or 0) if error else 0)
