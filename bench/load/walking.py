"""`python -m bench.load.walking < PLAN`: people at their pages, each with pauses as for reading.

A process of its own, so that measuring takes nothing from those who serve. Prints a line of JSON
for each request: the kind of page, when it was asked for, seconds, and the status or what broke.
"""

import json
import random
import sys
import threading
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

import requests

from bench.browsing import FRAGMENT

THINKING = (1.0, 5.0)  # seconds between two pages
PATIENCE = 60.0
COOKIE = "threadkeep_session"


@dataclass(frozen=True)
class Kind:
    """Pages of one kind: any of the paths, chosen so many times as often as others."""

    paths: Sequence[str]
    often: int = 1
    fragment: bool = False


@dataclass(frozen=True)
class Plan:
    url: str
    sessions: Sequence[str]
    seconds: float
    kinds: Mapping[str, Kind]

    def as_json(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> "Plan":
        told = json.loads(text)
        kinds = {name: Kind(**kind) for name, kind in told["kinds"].items()}
        return cls(**told | {"kinds": kinds})


@dataclass(frozen=True)
class Visit:
    """One request; `at` in seconds since 1970, `problem` empty when it went well."""

    kind: str
    at: float
    seconds: float
    problem: str = ""


def visits_in(lines: Iterable[str]) -> list[Visit]:
    return [Visit(**json.loads(line)) for line in lines]


def main() -> None:
    plan = Plan.from_json(sys.stdin.read())
    ends = time.time() + plan.seconds
    people = [
        threading.Thread(target=_walk, args=(plan, session, ends)) for session in plan.sessions
    ]
    for person in people:
        person.start()
    for person in people:
        person.join()


def _walk(plan: Plan, session_key: str, ends: float) -> None:
    names = list(plan.kinds)
    often = [kind.often for kind in plan.kinds.values()]
    with requests.Session() as session:
        session.cookies.set(COOKIE, session_key)
        time.sleep(random.uniform(0, THINKING[1]))  # nobody begins when the others do
        while time.time() < ends:
            [name] = random.choices(names, often)
            line = json.dumps(asdict(_visit(session, plan, name)))
            sys.stdout.write(f"{line}\n")
            time.sleep(random.uniform(*THINKING))


def _visit(session: requests.Session, plan: Plan, name: str) -> Visit:
    kind = plan.kinds[name]
    path = random.choice(kind.paths)
    at, began = time.time(), time.perf_counter()
    try:
        answer = session.get(
            f"{plan.url}{path}",
            headers=FRAGMENT if kind.fragment else {},
            allow_redirects=False,
            timeout=PATIENCE,
        )
        problem = "" if answer.status_code in (200, 204) else f"{answer.status_code} for {path}"
    except requests.RequestException as error:
        problem = f"{type(error).__name__} for {path}"
    return Visit(name, at, time.perf_counter() - began, problem)


if __name__ == "__main__":
    main()
