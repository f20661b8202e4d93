"""Says where the pages are and how to sign in, once they answer; in the demo, brings a sample."""

import sys

import django

from config import settings
from config.launch import logins, sample
from config.launch.leftovers import wait_until
from config.launch.place import Place
from config.probe import answers

PATIENCE_SECONDS = 60
ADD_A_SITE = """\
Add a site: sign in as an administrator and open Connections, or
  .venv/bin/python manage.py add_site NAME --spot-id SPOT   (the token comes on standard input)"""


def main(command: str) -> int:
    place = Place(settings.DATA_DIR)
    if not wait_until(_answers, PATIENCE_SECONDS):
        say(f"The pages do not answer yet. The logs in {place.logs} say why.")
        return 1
    say(f"\nThreadkeep is ready: {settings.PUBLIC_URL}")
    django.setup()
    say("\n".join(logins.of_the_demo() if command == "demo" else logins.of_a_run()))
    say("Ctrl-C stops it. The data stays.\n")
    if command == "demo":
        return sample.bring(place, say)
    say(ADD_A_SITE)
    return 0


def _answers() -> bool:
    return answers(settings.BIND, settings.PORT)


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
