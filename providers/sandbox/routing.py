"""What a route of a vendor's is: the requests it takes, and whose they are."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from providers.sandbox.answers import Answer
from providers.sandbox.exchange import Exchange, SpotOf, named_spot

EXPORT_ID = r"(?P<export_id>[^/]+)"


@dataclass(frozen=True)
class Route:
    """`spot_of` tells whom a request is about, `id_in` which query member names an export when the
    path does not."""

    name: str
    methods: tuple[str, ...]
    path: re.Pattern[str]
    run: Callable[[Exchange], Answer]
    spot_of: SpotOf
    id_in: str

    def place(self, method: str, path: str, query: dict[str, str]) -> dict[str, str] | None:
        """What such a request names; None when it is not this route's."""
        found = self.path.fullmatch(path) if method in self.methods else None
        if found is None:
            return None
        return {"export_id": query.get(self.id_in, "")} if self.id_in else found.groupdict()


def route(
    name: str, methods: str, path: str, run: Callable[[Exchange], Answer], *,
    spot_of: SpotOf = named_spot, id_in: str = "",
) -> Route:  # fmt: skip
    return Route(name, tuple(methods.split()), re.compile(path), run, spot_of, id_in)
