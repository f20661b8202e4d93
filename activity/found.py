"""What each site of a look-up answered."""

import hashlib
from functools import cached_property

from accounts.models import User
from activity import queries
from activity.models import Capture, LookUp


class FoundPage:
    def __init__(self, look_up: LookUp, reader: User) -> None:
        self.look_up = look_up
        self._reader = reader

    @cached_property
    def captures(self) -> list[Capture]:
        return list(queries.found_by(self.look_up, self._reader))

    @property
    def waits(self) -> int:
        """How many sites have not answered yet."""
        return sum(capture.is_waited_for for capture in self.captures)

    @property
    def seen(self) -> str:
        """Moves whenever the page would show something else."""
        facts = [(one.pk, one.state, one.calls, one.trouble) for one in self.captures]
        return hashlib.sha256(repr(facts).encode()).hexdigest()[:12]
