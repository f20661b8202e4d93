"""`python -m config.launch demo|run`: prepares everything, then becomes the supervisor."""

import argparse
import os
import sys
from pathlib import Path
from typing import NoReturn

from environs import EnvError

from config.keys import PROJECT_DIR, KeyMissing, data_dir, ensure_keys, given
from config.launch import broker, leftovers, lock
from config.launch.configure import configure
from config.launch.place import Place
from config.launch.ports import check_free
from config.launch.problems import CannotStart


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m config.launch", description=__doc__)
    parser.add_argument("command", choices=["demo", "run"])
    try:
        start(parser.parse_args().command)
    except (CannotStart, KeyMissing, EnvError) as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    except KeyboardInterrupt:
        return 130


def start(command: str) -> NoReturn:
    os.umask(0o077)
    os.chdir(PROJECT_DIR)
    place = Place(data_dir())
    place.make()
    held = lock.take(place)
    say(f"Preparing Threadkeep. Its data: {place.data}")
    if ended := leftovers.clear(place):
        say(f"Ended {ended} processes that an earlier start left behind.")
    ensure_keys()
    if url := given("REDIS_URL"):
        broker.check_answers(url)
    configuration = configure(place, command)
    held.name_address(check_address(command))
    prepare_database(command)
    say(f"Starting the processes. Their logs: {place.logs}")
    become_the_supervisor(configuration)


def check_address(command: str) -> str:
    """The address people will open. Raises CannotStart when its port is taken."""
    from config import settings

    check_free(settings.BIND, settings.PORT, command)
    return settings.PUBLIC_URL


def prepare_database(command: str) -> None:
    say("Bringing the database and the static files up to date.")
    from config.launch.prepare import prepare

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    prepare(demo=command == "demo")


def become_the_supervisor(configuration: Path) -> NoReturn:
    """Replace this process, so that Django's memory is given back and the lock stays held."""
    command = [sys.executable, "-m", "config.launch.supervise", str(configuration)]
    os.execv(command[0], command)


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
