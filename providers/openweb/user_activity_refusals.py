"""Why OpenWeb turned a look-up down: the API is not enabled, the key is wrong, nobody has this id.

OpenWeb's "User Activity" shows no error answer. It says that the API has to be enabled for a spot,
so a refusal that is not about the key is taken for that.
"""

import re
from collections.abc import Mapping

from providers.errors import KeyRefused, NotEnabled, NotFound, ProviderError

_JUDGED = frozenset((200, 400, 401, 403, 404, 405, 410, 422))
_DENIED = frozenset((401, 403))  # elsewhere "not allowed" may be about the request's fields
ABOUT_ENABLING = re.compile(r"(?i)\b(enabled|disabled|switched off|activated)\b")
_KEY_WORD = r"(token|api[ _-]?key|credential)"

# The first that fits the status and the vendor's words decides; words weigh more than the status.
_WORDS: tuple[tuple[frozenset[int], re.Pattern[str], type[ProviderError]], ...] = (
    (_JUDGED, ABOUT_ENABLING, NotEnabled),
    (
        _DENIED,
        re.compile(r"(?i)permi(ssion|tted)|allowed|entitle|subscri|feature|product|no access"),
        NotEnabled,
    ),
    (
        _JUDGED,
        re.compile(
            rf"(?i){_KEY_WORD}.{{0,60}}(invalid|not valid|wrong|expired|revoked|missing|belongs)|"
            rf"(invalid|wrong|expired|revoked|missing|unknown|bad).{{0,30}}{_KEY_WORD}"
        ),
        KeyRefused,
    ),
    (_DENIED, re.compile(rf"(?i){_KEY_WORD}|\bkey\b"), KeyRefused),
    (
        _JUDGED - _DENIED,
        re.compile(
            r"(?i)(user|person|profile|primary_key).{0,60}(not found|unknown|not exist)|"
            r"(no such|unknown) (user|person|profile|primary_key)"
        ),
        NotFound,
    ),
)
_STATUSES: Mapping[int, type[ProviderError]] = {403: NotEnabled}


def told_apart(error: ProviderError) -> ProviderError:
    """The failure this refusal stands for; other failures, and those that pass, stay."""
    status = error.status
    if error.retry or status not in _JUDGED:
        return error
    said = (found for told, words, found in _WORDS if status in told and words.search(error.detail))
    failure = next(said, None) or _STATUSES.get(status, type(error))
    return failure(detail=error.detail, status=status, retry_after=error.retry_after)
