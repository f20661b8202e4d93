"""The first administrator: made once, and where the password is said at each start."""

from collections.abc import Callable

from django.conf import settings

from config.keys import whereabouts


def ensure_somebody_can_sign_in(say: Callable[[str], None]) -> None:
    from accounts.services import ensure_first_admin

    ensure_first_admin()
    if sentence := how_to_sign_in():
        say(sentence)


def how_to_sign_in() -> str:
    """Where the first administrator's password is, never what it is: this may end in a log.

    Empty once the person has changed it.
    """
    from accounts.services import ADMIN_PASSWORD, first_admin_password

    if not first_admin_password():
        return ""
    return f"Sign in as {settings.ADMIN_USERNAME}; the password is in {whereabouts(ADMIN_PASSWORD)}"
