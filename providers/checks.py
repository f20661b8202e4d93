"""What a test of a key finds out: named questions, none of them answered by guess."""

from dataclasses import dataclass
from enum import StrEnum

ACCEPTED = "Key is accepted"  # the check that every vendor's test of a key has


class Outcome(StrEnum):
    OK = "ok"
    REFUSED = "refused"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Check:
    """One question about a key; UNKNOWN means that the test could not tell."""

    name: str
    outcome: Outcome
    sentence: str
