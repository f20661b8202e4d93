"""`python -m providers.sandbox --port 9000 --state-dir DIR`: serves until it is told to stop."""

import argparse
import json
import signal
import sys
import threading
from pathlib import Path

from providers.sandbox.checks import BadRequestError
from providers.sandbox.server import running
from providers.sandbox.settings import abouts


def main() -> int:
    arguments = parser().parse_args()
    chosen = {name: getattr(arguments, name) for name in abouts()}
    settings = {name: value for name, value in chosen.items() if value is not None}
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    try:
        with running(
            arguments.state_dir, settings, host=arguments.host, port=arguments.port
        ) as sandbox:
            sys.stdout.write(f"sandbox listening on {sandbox.url}\n")
            sys.stdout.flush()
            stop.wait()
    except BadRequestError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    except OSError as error:
        sys.stderr.write(f"The sandbox cannot listen on port {arguments.port}: {error.strerror}.\n")
        return 1
    return 0


def parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m providers.sandbox", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=9000, help="0 takes a free one")
    parser.add_argument("--state-dir", type=Path, required=True, help="what it remembers and made")
    for name, about in abouts().items():
        flag = f"--{name.replace('_', '-')}"
        parser.add_argument(flag, type=value_of, metavar="VALUE", help=about)
    return parser


def value_of(text: str) -> object:
    """A flag's text as the settings want it: numbers and true or false as in JSON, else a text."""
    try:
        return json.loads(text)
    except ValueError:
        return text


if __name__ == "__main__":
    sys.exit(main())
