"""What an HTTP answer other than 2xx stands for, and what its headers ask for."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from providers.errors import (
    Busy,
    KeyRefused,
    LinkExpired,
    NotFound,
    ProviderError,
    RequestRefused,
    SlowDown,
    UnclearAnswer,
    Unreachable,
    VendorTrouble,
)

LONGEST_WAIT = 24 * 3600.0  # a vendor asking for more is not believed

API_STATUS: Mapping[int, type[ProviderError]] = {
    401: KeyRefused,
    403: KeyRefused,
    404: NotFound,
    407: Unreachable,
    408: VendorTrouble,
    409: Busy,
    425: SlowDown,
    429: SlowDown,
}
# Signed links answer 403 when they run out; 401 there is about the link, never about the key.
LINK_STATUS: Mapping[int, type[ProviderError]] = {
    **dict.fromkeys((401, 403, 404, 410), LinkExpired),
    408: VendorTrouble,
    425: SlowDown,
    429: SlowDown,
}
STATUS_CLASS: Mapping[int, type[ProviderError]] = {4: RequestRefused, 5: VendorTrouble}


def error_for(
    status: int, table: Mapping[int, type[ProviderError]] = API_STATUS
) -> type[ProviderError]:
    """The failure an HTTP status other than 2xx stands for."""
    return table.get(status) or STATUS_CLASS.get(status // 100, UnclearAnswer)


def retry_after_seconds(value: str | None, now: datetime | None = None) -> float | None:
    """Seconds to wait from a Retry-After header (RFC 9110: seconds or an HTTP date)."""
    text = (value or "").strip()
    if re.fullmatch(r"[0-9]{1,12}(\.[0-9]{1,9})?", text):
        return min(float(text), LONGEST_WAIT)
    moment = http_date(text)
    if moment is None:
        return None
    wait = (moment - (now or datetime.now(UTC))).total_seconds()
    return min(max(wait, 0.0), LONGEST_WAIT)


def http_date(value: str | None) -> datetime | None:
    """The moment a header names, aware; None when it names none."""
    try:
        moment = parsedate_to_datetime((value or "").strip())
    except (ValueError, OverflowError):
        return None
    # "-0000" means UTC of unknown origin
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
