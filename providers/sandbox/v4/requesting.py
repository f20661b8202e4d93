"""Asking for an export."""

from dataclasses import replace
from typing import Any

from providers.sandbox.answers import Answer, RefusalError
from providers.sandbox.data import SECOND
from providers.sandbox.exchange import Exchange
from providers.sandbox.exports import Order
from providers.sandbox.following import status_link
from providers.sandbox.ranges import now, utc_instant_of
from providers.sandbox.requesting import begin, check_range, given_text, given_time
from providers.sandbox.settings import Settings
from providers.sandbox.tables import RANKS, USERS, Table
from providers.sandbox.v4.access import admitted_spot

STATUS_PATH = "/v4/export/status"
# The first seven are documented, in this order.
COMMENTS = Table(
    "comments",
    (
        "id", "user_id", "user_name", "spot_id", "post_id", "message_status", "content",
        "parent_id", "root_id", "written_at", "likes_count", "dislikes_count", "replies_count",
        "label_id",
    ),
)  # fmt: skip
# Only the comma, which is the default, is documented.
DELIMITERS = (",", ";", "|", "\t")
ASKED = ("from", "until", "conversation_id", "delimiter", "max_records_in_file")
SECONDS_A_DAY = 86_400


def request_export(exchange: Exchange) -> Answer:
    """POST /v4/export with a range, a conversation, or both."""
    spot_id, settings = admitted_spot(exchange), exchange.sandbox.settings
    if "x-spot-id" not in exchange.request.headers:
        raise RefusalError(400, "x-spot-id is missing.")
    order = _order(spot_id, exchange.request.document(), settings)
    export = begin(exchange, order, settings.v4_at_once)
    return status_link(exchange, STATUS_PATH, export)


def _order(spot_id: str, document: dict[str, Any], settings: Settings) -> Order:
    since, to = _range(document, settings)
    asked = {name: str(document[name]) for name in ASKED if name in document}
    order = Order("v4", spot_id, since, to, asked, _rows_per_file(document, settings))
    return replace(
        order,
        tables=_tables(settings),
        delimiter=_delimiter(document),
        telling_names=settings.v4_file_names == "telling",
        together=settings.v4_packing == "together",
        conversation=_conversation(spot_id, document),
    )


def _range(document: dict[str, Any], settings: Settings) -> tuple[int, int]:
    if "conversation_id" in document and not {"from", "until"} & set(document):
        return now() - settings.v4_conversation_days * SECONDS_A_DAY * SECOND, now()
    since = given_time(document, "from", utc_instant_of)
    to = given_time(document, "until", utc_instant_of)
    check_range(since, to, settings.v4_longest_hours)
    return since, to


def _rows_per_file(document: dict[str, Any], settings: Settings) -> int:
    most = settings.v4_largest_file
    rows = document.get("max_records_in_file", most)
    if not isinstance(rows, int) or isinstance(rows, bool) or not 1 <= rows <= most:
        raise RefusalError(400, f"max_records_in_file is not a number from 1 to {most}.")
    return rows


def _delimiter(document: dict[str, Any]) -> str:
    delimiter = document.get("delimiter", ",")
    if delimiter not in DELIMITERS:
        raise RefusalError(400, "There is no such delimiter.")
    return str(delimiter)


def _conversation(spot_id: str, document: dict[str, Any]) -> str:
    """The escaped post id that a conversation's id carries behind the spot's."""
    if "conversation_id" not in document:
        return ""
    conversation_id = given_text(document, "conversation_id")
    post_id = conversation_id.removeprefix(f"{spot_id}_")
    if post_id in ("", conversation_id):
        raise RefusalError(400, "conversation_id names no conversation of this spot.")
    return post_id


def _tables(settings: Settings) -> tuple[Table, ...]:
    if settings.v4_tables == "comments":
        return (COMMENTS,)
    first = settings.v4_file_order == "comments_first"
    return (COMMENTS, USERS, RANKS) if first else (RANKS, USERS, COMMENTS)
