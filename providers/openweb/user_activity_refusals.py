"""Why OpenWeb turned a look-up down: the API is not enabled, the key is wrong, nobody has this id.

OpenWeb's "User Activity" shows no error answer. It says that the API has to be enabled for a spot,
so a refusal that is not about the key is taken for that.
"""

import re
from collections.abc import Mapping

from providers.errors import KeyRefused, NotEnabled, NotFound, ProviderError

# The first that fits the vendor's words decides; words weigh more than the status.
_WORDS: tuple[tuple[re.Pattern[str], type[ProviderError]], ...] = (
    (
        re.compile(
            r"(?i)enabled|disabled|switched off|permission|permitted|allowed|entitle|"
            r"subscri|feature|product|access denied|no access"
        ),
        NotEnabled,
    ),
    (
        re.compile(
            r"(?i)(token|key|credential|signature).{0,60}"
            r"(invalid|not valid|wrong|expired|revoked|missing|unknown|mismatch|belongs|refused)|"
            r"(invalid|wrong|expired|revoked|missing|unknown|bad).{0,30}(token|key|credential)"
        ),
        KeyRefused,
    ),
    (
        re.compile(
            r"(?i)(user|person|profile|member).{0,60}(not found|unknown|not exist)|"
            r"(no such|unknown|invalid).{0,20}(user|person|profile|member)"
        ),
        NotFound,
    ),
)
_STATUSES: Mapping[int, type[ProviderError]] = {403: NotEnabled}
_JUDGED = frozenset((200, 400, 401, 403, 404, 405, 410, 422))


def told_apart(error: ProviderError) -> ProviderError:
    """The failure this refusal stands for; other failures, and those that pass, stay."""
    if error.retry or error.status not in _JUDGED:
        return error
    said = (failure for pattern, failure in _WORDS if pattern.search(error.detail))
    failure = next(said, None) or _STATUSES.get(error.status, type(error))
    return failure(detail=error.detail, status=error.status, retry_after=error.retry_after)
