from typing import Any

from django.core.management.base import BaseCommand, CommandError

from credentials.models import Key
from credentials.services import unreadable_keys


class Command(BaseCommand):
    help = (
        "Says whether every stored key can be decrypted with the present CREDENTIAL_KEYS, as after "
        "a restore. Shows no key. Exits 1 when one cannot."
    )

    def handle(self, **_: Any) -> None:
        count, unreadable = unreadable_keys()
        if unreadable:
            raise CommandError(
                f"{len(unreadable)} of {count} stored keys cannot be decrypted: "
                f"{', '.join(map(_named, unreadable))}. Give back the CREDENTIAL_KEYS that "
                "encrypted them, or enter these keys again."
            )
        self.stdout.write(f"Stored keys: {count}. All of them can be decrypted.")


def _named(key: Key) -> str:
    return f"{key.get_kind_display()} of {key.connection.name}"
