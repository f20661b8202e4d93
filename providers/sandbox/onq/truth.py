"""The conversations of a tenant: for comparing, never part of what a vendor offers."""

import json
from collections.abc import Iterator, Mapping

from providers.sandbox.answers import Answer, RefusalError
from providers.sandbox.onq.forms import sent
from providers.sandbox.sandbox import Sandbox


def truth_of_tenant(sandbox: Sandbox, query: Mapping[str, str]) -> Answer:
    """JSON Lines: a summary, then each conversation in its present order: its id, or with `full=1`
    all its fields. `rows=0` leaves the conversations out."""
    kept, settings = sandbox.conversations, sandbox.settings
    tenant = kept.tenants.find(query["key_id"])
    if tenant is None:
        raise RefusalError(404, "There is no such tenant.")
    order = kept.order(tenant, settings)
    lines: list[object] = [{"key_id": tenant.key_id, "conversations": len(order)}]
    if query.get("rows") != "0":
        for conversation in kept.present(tenant, order, settings):
            row = sent(conversation, settings)
            lines.append(row if query.get("full") == "1" else row["id"])
    return Answer(200, _encoded(lines), {"Content-Type": "application/x-ndjson"})


def _encoded(lines: list[object]) -> Iterator[bytes]:
    for start in range(0, len(lines), 500):
        yield b"".join(json.dumps(line).encode() + b"\n" for line in lines[start : start + 500])
