"""Asking for an export."""

from providers.sandbox.answers import Answer
from providers.sandbox.exchange import Exchange
from providers.sandbox.exports import Order
from providers.sandbox.following import status_link
from providers.sandbox.ranges import instant_of
from providers.sandbox.requesting import begin, check_range, given_time
from providers.sandbox.tables import Table
from providers.sandbox.v2.access import admitted_spot

STATUS_PATH = "/v2/export/comments/status"
COMMENTS = Table(
    "comments",
    (
        "content", "dislikes_count", "id", "label_id", "likes_count", "message_status", "parent_id",
        "post_id", "replies_count", "root_id", "spot_id", "user_id", "user_name", "written_at",
    ),
)  # fmt: skip


def request_export(exchange: Exchange) -> Answer:
    """POST /v2/export/comments with `since` and `to`."""
    spot_id, settings = admitted_spot(exchange), exchange.sandbox.settings
    document = exchange.request.document()

    def read(text: str) -> int:
        return instant_of(text, settings.zone)

    since, to = given_time(document, "since", read), given_time(document, "to", read)
    check_range(since, to, settings.v2_longest_hours)
    asked = {name: str(document[name]) for name in ("since", "to")}
    order = Order("v2", spot_id, since, to, asked, settings.v2_rows_per_file, (COMMENTS,))
    export = begin(exchange, order, settings.v2_at_once)
    return status_link(exchange, STATUS_PATH, export)
