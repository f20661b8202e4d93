"""Does this host's worker or beat live? For the health checks of containers and services."""

import socket
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.db.models import QuerySet

from jobs import queries
from jobs.models import Lane, Process


class Command(BaseCommand):
    help = "Exits 0 if this host's worker of a lane, or its beat, told lately that it lives, else 1"
    requires_system_checks = ()  # asked every few seconds

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("process", choices=[*Lane.values, "beat"])

    def handle(self, *_: Any, process: str, **__: Any) -> None:
        host = socket.gethostname()
        try:
            told = list(_rows(process).filter(host=host))
        except DatabaseError:
            raise CommandError(f"{process}: the database does not answer.") from None
        if not any(map(queries.is_alive, told)):
            since = max((f" since {row.seen_at:%H:%M:%S} UTC" for row in told), default="")
            raise CommandError(f"{process}: nothing was heard of it on {host}{since}.")
        self.stdout.write(f"{process}: it lives on {host}.")


def _rows(process: str) -> QuerySet[Any, Process]:
    return queries.beats() if process == "beat" else queries.workers().filter(lane=process)
