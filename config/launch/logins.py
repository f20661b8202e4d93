"""The lines of the console that say how to sign in."""

from config import settings
from config.keys import KeyMissing, read_key
from config.prepare.people import how_to_sign_in

MODERATOR = "moderator"
MODERATOR_PASSWORD = "MODERATOR_PASSWORD"  # noqa: S105  # the variable's name


def of_the_demo() -> list[str]:
    """The demo's people and passwords, shown at every start: they open nothing but made-up data."""
    from accounts.services import first_admin_password

    return [
        _line(settings.ADMIN_USERNAME, first_admin_password()),
        _line(MODERATOR, _moderator_password()),
    ]


def of_a_run() -> list[str]:
    """Where the first administrator's password is; the console may end in somebody's log."""
    sentence = how_to_sign_in()
    return [f"  {sentence}"] if sentence else []


def _line(name: str, password: str | None) -> str:
    return f"  Sign in as {name}, password {password or 'changed since it was made'}"


def _moderator_password() -> str | None:
    from accounts.models import User

    person = User.objects.filter(username=MODERATOR, is_active=True).first()
    try:
        password = read_key(MODERATOR_PASSWORD)
    except KeyMissing:
        return None
    return password if person and person.check_password(password) else None
