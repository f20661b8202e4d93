"""What must be in place in the database before the processes start. Safe to repeat."""

import django
from django.core.management import call_command
from django.db import Error as DatabaseError

from config.launch.problems import CannotStart


def prepare(demo: bool) -> None:
    django.setup()
    try:
        _tables()
        _people(demo)
    except DatabaseError as error:
        reason = str(error).strip().partition("\n")[0]
        raise CannotStart(f"The database cannot be prepared: {reason}") from None
    call_command("collectstatic", interactive=False, verbosity=0)


def _tables() -> None:
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)


def _people(demo: bool) -> None:
    from accounts.services import ensure_first_admin

    ensure_first_admin()
    if demo:
        call_command("seed_demo")
