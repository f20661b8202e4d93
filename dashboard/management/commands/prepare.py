from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config.prepare import CannotPrepare, prepare


class Command(BaseCommand):
    help = (
        "Brings the database up to date and makes the first administrator. Run it before each "
        "start of a new version, on as many hosts as you like; it is safe to repeat."
    )

    def handle(self, **_: Any) -> None:
        try:
            prepare(say=self._say)
        except CannotPrepare as problem:
            raise CommandError(str(problem)) from None

    def _say(self, sentence: str) -> None:
        """At once, also into a log: somebody may want to know what it waits for."""
        self.stdout.write(sentence)
        self.stdout.flush()
