import os
import sys
from typing import NoReturn

from django.conf import settings
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """Becomes the sandbox program, whose options these are; later ones win over ours."""

    help = "Run the stand-in for OpenWeb in the foreground (--help shows its options)."

    def run_from_argv(self, argv: list[str]) -> NoReturn:
        state = str(settings.DATA_DIR / "sandbox")
        program = [sys.executable, "-m", "providers.sandbox", "--state-dir", state]
        os.execv(sys.executable, [*program, *argv[2:]])
