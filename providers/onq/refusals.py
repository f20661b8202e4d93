"""What onQ's refusals mean. "API overview": 401 is the token, 403 an invalid request, 404 no such
endpoint, 500 the server; error bodies are not documented."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from providers.errors import ClockWrong, KeyRefused, NotFound, ProviderError, RequestRefused
from providers.onq.tokens import ISSUED_BACK

_SENTENCES: Mapping[type[ProviderError], str] = {
    KeyRefused: "onQ refused the key. An admin needs to check tenant URL, API key and secret.",
    RequestRefused: "onQ calls this request invalid. If that stays so, ask onQ.",
    NotFound: "onQ has no conversations at this address. Check ONQ_API_URL.",
}


def told_apart(error: ProviderError, now: datetime | None = None) -> ProviderError:
    """The failure that this refusal stands for at onQ; all others stay as they are.

    A refused key is the clock's fault when that is the likely reason. `now` is aware.
    """
    if error.retry or error.status is None:
        return error
    kind = RequestRefused if error.status == 403 else type(error)
    sentence, ahead = _SENTENCES.get(kind, ""), clock_ahead(error, now)
    if kind is KeyRefused and ahead is not None and (off := clock_concern(ahead)):
        kind, sentence = ClockWrong, f"onQ refused the key. {off}"
    return kind(
        sentence, service="onQ", detail=error.detail, status=error.status, said_at=error.said_at
    )


def may_be_the_end(error: ProviderError, calls: int) -> bool:
    """Whether this can be how onQ says that a list of which `calls` answers came has no more.

    No document says what comes beyond the last page; others call such a request invalid, or its
    address unknown, instead of sending an empty page.
    """
    return calls > 0 and isinstance(error, RequestRefused | NotFound)


def clock_ahead(error: ProviderError, now: datetime | None = None) -> timedelta | None:
    """How far the clock here is ahead of onQ's, to a second or two; None if onQ told no time."""
    return (now or datetime.now(UTC)) - error.said_at if error.said_at else None


def clock_concern(ahead: timedelta) -> str:
    """What is wrong with a clock that is so far ahead, in a sentence, or nothing."""
    if abs(ahead) <= timedelta(seconds=ISSUED_BACK):
        return ""
    where = "ahead of" if ahead > timedelta() else "behind"
    seconds = round(abs(ahead).total_seconds())
    span = f"{round(seconds / 60)} minutes" if seconds >= 120 else f"{seconds} seconds"
    return (
        f"The clock here is {span} {where} onQ's, and tokens carry the time: "
        "set the clock, then try again."
    )
