"""One request to a vendor's route and its answer, as routes and faults see them."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from providers.sandbox.answers import Answer, RefusalError, as_json, refused
from providers.sandbox.faults.rules import Struck
from providers.sandbox.sandbox import Sandbox
from providers.sandbox.wire import Wire

# What a request asked for; no secret is among it.
LOGGED = (
    "post_id", "etag", "count", "posts_ids", "profile_user_id", "primary_key", "limit", "offset",
    "size", "page", "csv", "since", "to", "from", "until", "conversation_id", "delimiter",
    "max_records_in_file",
)  # fmt: skip


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    query: dict[str, str]
    host: str
    headers: Mapping[str, str]
    body: bytes
    client: str = ""

    def secret(self, name: str) -> str:
        """A header; its bytes are read as Latin-1 on arrival, and were UTF-8."""
        value = self.headers.get(name, "")
        try:
            return value.encode("latin-1").decode()
        except UnicodeError:
            return value

    def document(self) -> dict[str, Any]:
        """The body as a JSON object; RefusalError 400 when it is none."""
        try:
            document = json.loads(self.body)
        except ValueError as error:
            raise RefusalError(400, "The body is not JSON.") from error
        if not isinstance(document, dict):
            raise RefusalError(400, "The body is not a JSON object.")
        return document


@dataclass
class Exchange:
    """`place` holds what the path names (export_id, number); `spot_of` tells which spot is meant;
    `swap_file` lets a fault put another file in the place of the asked one."""

    sandbox: Sandbox
    request: Request
    wire: Wire
    route: str
    place: dict[str, str]
    run_route: Callable[["Exchange"], Answer]
    spot_of: "SpotOf"
    struck: Struck | None = None
    export_id: str = ""
    swap_file: Callable[[Path], Path] = field(default=lambda path: path)

    def proceed(self) -> Answer:
        """Let the route do its work, without sending anything."""
        try:
            return self.run_route(self)
        except RefusalError as refusal:
            return refused(refusal)

    def send(self, answer: Answer, *, cut_after: int | None = None) -> None:
        self.record(answer.status)
        self.wire.send(answer, cut_after=cut_after)

    def record(self, status: int | None) -> None:
        """Written before anything is sent: who has the answer finds the line."""
        self.sandbox.journal.record(
            self.request.method, self.route, status, self.spot_id,
            self.export_id or self.place.get("export_id", ""),
            self.struck.kind if self.struck else "", self._asked(),
        )  # fmt: skip

    def fault_found_nothing(self) -> None:
        """The armed fault cannot spoil this answer and waits for the next one."""
        if self.struck:
            self.sandbox.faults.give_back(self.struck.number)
            self.struck = None

    def _asked(self) -> dict[str, str]:
        asked = self.given
        return {name: str(asked[name]) for name in LOGGED if name in asked}

    @property
    def labels(self) -> dict[str, str]:
        """What the `only` of a fault is compared with."""
        post_id = self.request.query.get("post_id", "")
        user_id = str(self._body.get("profile_user_id", ""))
        named = {"post_id": post_id, "user_id": user_id, "page": self.request.query.get("page", "")}
        return {**self.place, "spot_id": self.spot_id, **named}

    @property
    def spot_id(self) -> str:
        """The spot that is meant, whether it may be exported or not."""
        return self.spot_of(self)

    @property
    def given(self) -> dict[str, Any]:
        """The members of a JSON body and of the query."""
        return {**self._body, **self.request.query}

    @property
    def _body(self) -> dict[str, Any]:
        """The members of a JSON body; none when it is something else."""
        try:
            return self.request.document()
        except RefusalError:
            return {}


SpotOf = Callable[[Exchange], str]


def named_spot(exchange: Exchange) -> str:
    """The spot that body, query or header name."""
    return str(exchange.given.get("spot_id") or exchange.request.headers.get("x-spot-id", ""))


def not_found() -> Answer:
    return as_json({"error": "not_found", "message": "There is nothing here."}, 404)
