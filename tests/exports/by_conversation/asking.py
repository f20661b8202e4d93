"""Conversations asked for, and their stored files read."""

import csv
import io
import zipfile
from typing import cast

from accounts.models import User
from credentials.models import Site
from exports import storage
from exports.by_article.order import Article
from exports.by_conversation.order import ConversationOrder
from exports.models import Export, Part, StoredFile
from exports.services import start


def asked(person: User | None, *articles: tuple[Site, str], **rest) -> Export:
    return start(ConversationOrder.of([Article(*one) for one in articles], **rest), person)[0]


def rows_of(export: Export, data_set: str) -> list[dict[str, str]]:
    """The rows of all files of this data set, as they are stored."""
    parts = Part.objects.filter(window__export=export, data_set=data_set).order_by("position")
    found: list[dict[str, str]] = []
    for part in parts.select_related("stored_file"):
        file = cast("StoredFile", part.stored_file)
        with zipfile.ZipFile(storage.local_path(file)) as packed:
            text = packed.read(packed.namelist()[0]).decode()
        found += csv.DictReader(io.StringIO(text, newline=""))
    return found
