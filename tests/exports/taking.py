"""What a person finds in what they took away."""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterable

from exports.models import Export


def unzipped(pieces: Iterable[bytes]) -> zipfile.ZipFile:
    packed = zipfile.ZipFile(io.BytesIO(b"".join(pieces)))
    assert packed.testzip() is None
    return packed


def manifest_in(packed: zipfile.ZipFile) -> dict:
    return json.loads(packed.read("manifest.json"))


def files_of(manifest: dict) -> list[dict]:
    return [file for part in manifest["parts"] for file in part["files"]]


def stored_hashes(export: Export) -> list[str]:
    ordered = export.windows.order_by("position", "since", "parts__position")
    return list(ordered.values_list("parts__stored_file__sha256", flat=True))


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
