"""OpenWeb's identifiers: spots, and the spot that a message id names."""

import re
from urllib.parse import urlsplit

_SPOT = r"sp_[A-Za-z0-9]{1,64}"
_SPOT_IN_ADMIN_URL = re.compile(rf"/spot/({_SPOT})(?![A-Za-z0-9_])")
_SPOT_OF_MESSAGE = re.compile(rf"({_SPOT})_")
_ADMIN_DOMAINS = ("spot.im", "openweb.com")
_PASTED_AROUND = " \t\r\n\"'“”<>\u200b\ufeff\xa0"


def parse_spot_id(text: str) -> str:
    """The spot id in what somebody pasted: `sp_…`, or an address of OpenWeb's admin dashboard.

    Upper and lower case matter. Raises ValueError with a sentence for the form.
    """
    text = text.strip(_PASTED_AROUND)
    if re.fullmatch(_SPOT, text):
        return text
    found = _SPOT_IN_ADMIN_URL.search(text)
    if found and _is_admin_address(text):
        return found[1]
    raise ValueError(
        "This is not a spot ID. It starts with sp_, and you find it in the address of OpenWeb's "
        "admin dashboard, after /spot/. You may paste that whole address."
    )


def _is_admin_address(text: str) -> bool:
    try:
        host = urlsplit(text if "://" in text else f"https://{text}").hostname or ""
    except ValueError:
        return False
    return any(host == domain or host.endswith(f".{domain}") for domain in _ADMIN_DOMAINS)


def spot_of(message_id: str) -> str | None:
    """The spot a message or conversation id begins with (`sp_…_post_c_…`); None without one."""
    found = _SPOT_OF_MESSAGE.match(message_id)
    return found[1] if found else None
