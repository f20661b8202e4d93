"""What an export must contain, for comparing: never part of what a vendor offers."""

import json
from collections.abc import Iterator
from dataclasses import asdict

from providers.sandbox.activity.truth import truth_of_person
from providers.sandbox.answers import Answer, RefusalError
from providers.sandbox.articles.truth import truth_of_article
from providers.sandbox.data import COLUMNS, Selection, rows_of
from providers.sandbox.exports import Export
from providers.sandbox.onq.truth import truth_of_tenant
from providers.sandbox.ranges import instant_of, select, utc_instant_of
from providers.sandbox.sandbox import Sandbox

LINES_AT_ONCE = 500


def truth(sandbox: Sandbox, query: dict[str, str]) -> Answer:
    """JSON Lines: a summary, then one line a row: its id, or with `full=1` all its columns.

    `export_id` asks for an export as it was made; `spot_id`, `since` and `to` (zoneless, or with Z)
    for what an export made now would hold, with `conversation_id` of that conversation only.
    `rows=0` leaves the rows out. `post_id` asks for an article instead,
    `user_id` for a person and `key_id` for a tenant, see the `truth.py` of each.
    """
    if "post_id" in query:
        return truth_of_article(sandbox, query)
    if "user_id" in query:
        return truth_of_person(sandbox, query)
    if "key_id" in query:
        return truth_of_tenant(sandbox, query)
    export = sandbox.exports.find(query["export_id"]) if "export_id" in query else None
    if "export_id" in query and export is None:
        raise RefusalError(404, "There is no such export.")
    selection = export.batch.selection if export else _asked_range(sandbox, query)
    summary = _summary(sandbox, selection, export)
    lines = _lines(summary, selection, query)
    return Answer(200, lines, {"Content-Type": "application/x-ndjson"})


def _asked_range(sandbox: Sandbox, query: dict[str, str]) -> Selection:
    if missing := {"spot_id", "since", "to"} - set(query):
        raise RefusalError(400, f"Missing: {', '.join(sorted(missing))}.")
    since, to = (_instant(query[name], sandbox.settings.zone) for name in ("since", "to"))
    conversation = query.get("conversation_id", "").removeprefix(f"{query['spot_id']}_")
    return select(query["spot_id"], since, to, sandbox.settings, conversation)


def _instant(text: str, zone: str) -> int:
    return utc_instant_of(text) if text.endswith("Z") else instant_of(text, zone)


def _summary(sandbox: Sandbox, selection: Selection, export: Export | None) -> dict[str, object]:
    summary: dict[str, object] = {"spot_id": selection.named_spot, "rows": selection.rows}
    if export:
        parts = sandbox.builder.parts(export.batch)
        summary["export_id"] = export.export_id
        summary["generation"] = export.generation
        summary["announced"] = export.announced
        summary["files"] = None if parts is None else [asdict(part) for part in parts]
    return summary


def _lines(
    summary: dict[str, object], selection: Selection, query: dict[str, str]
) -> Iterator[bytes]:
    yield _line(summary)
    if query.get("rows") == "0":
        return
    full, waiting = query.get("full") == "1", []
    for row in rows_of(selection):
        waiting.append(_line(dict(zip(COLUMNS, row, strict=True)) if full else row[0]))
        if len(waiting) == LINES_AT_ONCE:
            yield b"".join(waiting)
            waiting.clear()
    yield b"".join(waiting)


def _line(document: object) -> bytes:
    return json.dumps(document).encode() + b"\n"
