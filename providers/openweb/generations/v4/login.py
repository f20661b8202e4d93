"""The token that opens export v4: OpenWeb makes one of a spot's key, for a day.

Follows OpenWeb's reference of POST /v1/publisher/auth, which allows one request a second for each
IP address. Its error answers are not documented.
"""

import re

import msgspec

from providers.errors import KeyRefused, ProviderError, UnclearAnswer
from providers.http import Http, decode
from providers.redaction import remember

PATH = "/v1/publisher/auth"
LONGEST_TOKEN = 8192  # more fits in no header
_FITS_IN_A_HEADER = re.compile(rf"[!-~]{{1,{LONGEST_TOKEN}}}")


def login(http: Http, spot_id: str, key: str) -> str:
    """A token for this spot; a secret, good for 24 hours. `http` leads to Host.API.

    Raises ProviderError: KeyRefused, with OpenWeb's reason, for every refusal that asking again
    would not change. Whether it means the key or the spot is not told apart.
    """
    remember(key)
    try:
        answer = http.call("POST", PATH, json={"spot_id": spot_id, "apikey": key})
        return _usable(decode(answer, _LoggedIn).token)
    except ProviderError as error:
        failure = error if error.retry else _refused(error)
    raise failure


def _usable(token: str) -> str:
    token = token.strip()
    if len(token) <= LONGEST_TOKEN:  # longer nonsense is never quoted, and slow to remember
        remember(token)
    if not _FITS_IN_A_HEADER.fullmatch(token):
        raise UnclearAnswer(detail="OpenWeb's token is not one word that fits in a header.")
    return token


def _refused(error: ProviderError) -> KeyRefused:
    return KeyRefused(
        "OpenWeb refused the key for this spot. An admin needs to check both.",
        detail=error.detail,
        status=error.status,
        said_at=error.said_at,
    )


class _LoggedIn(msgspec.Struct):
    token: str
