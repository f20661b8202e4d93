from typing import Any

from django.core.management.base import BaseCommand, CommandError

from credentials.services import reencrypt


class Command(BaseCommand):
    help = "Encrypts every stored key with the first of CREDENTIAL_KEYS, so that the others can go."

    def handle(self, **_: Any) -> None:
        done, unreadable = reencrypt()
        self.stdout.write(f"Encrypted anew: {done}.")
        if unreadable:
            names = ", ".join(key.connection.name for key in unreadable)
            raise CommandError(f"Cannot be read, enter them again: {names}. Keep the old keys.")
