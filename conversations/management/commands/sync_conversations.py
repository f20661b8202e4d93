"""`sync_conversations NAME`: the workers read the tenant's whole list, this command waits."""

from argparse import SUPPRESS, ArgumentParser, ArgumentTypeError
from datetime import timedelta
from functools import partial
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from conversations.management.progress import look, outcome
from conversations.models import Synchronisation, SyncState
from conversations.services import SyncRefused, repeat_every, start
from credentials.models import Tenant
from exports.management.arguments import connection_named
from exports.management.watching import Stuck, watch

MOST_MINUTES = 7 * 24 * 60


class Command(BaseCommand):
    help = "Bring an onQ tenant's conversations up to date and say what is new."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", metavar="NAME", help="the tenant's name")
        parser.add_argument(
            "--every",
            type=_minutes,
            default=SUPPRESS,
            metavar="MINUTES",
            help="from now on also synchronise by itself, so often; “never”: only when asked",
        )

    def handle(self, *, name: str, **options: Any) -> None:
        tenant = connection_named(name, Tenant)
        try:
            sync = start(tenant, None)
            if "every" in options:
                repeat_every(tenant, options["every"], None)
            watch("synchronisation", tenant.name, partial(look, sync))
        except (SyncRefused, Stuck) as problem:
            raise CommandError(str(problem)) from None
        except KeyboardInterrupt:
            raise CommandError(
                "No longer waiting. The synchronisation goes on; its page shows and can stop it."
            ) from None
        self._tell(sync)

    def _tell(self, sync: Synchronisation) -> None:
        if sync.state == SyncState.CANCELLED:
            raise CommandError("Somebody stopped the synchronisation. What was read is kept.")
        if sync.state == SyncState.FAILED:
            raise CommandError(sync.trouble)
        for line in outcome(sync):
            self.stdout.write(line)


def _minutes(text: str) -> timedelta | None:
    if text == "never":
        return None
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= MOST_MINUTES):
        raise ArgumentTypeError(
            f"“{text}” is no number of minutes from 1 to {MOST_MINUTES:,}, and not “never”."
        )
    return timedelta(minutes=int(text))
