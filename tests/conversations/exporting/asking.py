"""onQ's own CSV: asked for as an export, and read as a person would read the file."""

import csv
import io
import json
import zipfile
from typing import Any, cast

from accounts.models import User
from conversations.exporting.order import ConversationsOrder
from credentials.models import Tenant
from exports import storage
from exports.models import Export, StoredFile
from exports.services import start
from providers.sandbox.server import Running
from tests.conversations.syncing import truth
from tests.exports.moving import move_until_ended


def asked(tenant: Tenant, person: User | None) -> Export:
    return start(ConversationsOrder(tenant=tenant), person)[0]


def ended(export: Export) -> Export:
    move_until_ended(export)
    return export


def member(export: Export, name: str) -> bytes:
    stored = StoredFile.objects.get(parts__window__export=export)
    with zipfile.ZipFile(storage.local_path(stored)) as archive:
        assert archive.namelist() == ["conversations.csv", "manifest.json"]
        return archive.read(name)


def table(export: Export) -> list[dict[str, str]]:
    text = member(export, "conversations.csv").decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


def manifest(export: Export) -> dict[str, Any]:
    return cast("dict[str, Any]", json.loads(member(export, "manifest.json")))


def true_table(vendor: Running) -> list[dict[str, str]]:
    """What the vendor has, as rows of its CSV should have it."""
    return [{name: _cell(value) for name, value in one.items()} for one in truth(vendor).values()]


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


def story(export: Export) -> str:
    """The whole log."""
    return "\n".join(export.events.values_list("sentence", flat=True))
