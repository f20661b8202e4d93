"""What `make run` and `make demo` bring in place before the processes start. Safe to repeat."""

import django
from django.core.management import call_command

from config.launch.problems import CannotStart
from config.prepare import CannotPrepare
from config.prepare import prepare as prepare_database


def prepare(demo: bool) -> None:
    django.setup()
    try:
        prepare_database(say=lambda _sentence: None)
    except CannotPrepare as problem:
        raise CannotStart(str(problem)) from None
    if demo:
        call_command("seed_demo")
    call_command("collectstatic", interactive=False, verbosity=0)
