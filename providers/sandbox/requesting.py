"""What asking for an export has in common in all generations."""

from collections.abc import Callable

from providers.sandbox.answers import RefusalError
from providers.sandbox.checks import BadRequestError
from providers.sandbox.data import SECOND
from providers.sandbox.exchange import Exchange
from providers.sandbox.exports import Export, Order
from providers.sandbox.progress import settle

SECONDS_AN_HOUR = 3600


def given_text(document: dict[str, object], name: str) -> str:
    """A member of the body; RefusalError 400 when it is missing or not a text."""
    value = document.get(name)
    if not isinstance(value, str) or not value:
        raise RefusalError(400, f"{name} is missing or not a text.")
    return value


def given_time(document: dict[str, object], name: str, read: Callable[[str], int]) -> int:
    """A member of the body as an instant; RefusalError 400 when `read` cannot read it."""
    try:
        return read(given_text(document, name))
    except BadRequestError as error:
        raise RefusalError(400, f"{error}.") from error


def check_range(since: int, to: int, longest_hours: float = 0) -> None:
    """RefusalError 400 for a range that ends too early, or is longer than so many hours (0: no
    limit)."""
    if to < since:
        raise RefusalError(400, "The end of the range lies before its start.")
    if longest_hours and to - since > longest_hours * SECONDS_AN_HOUR * SECOND:
        raise RefusalError(400, f"The range is longer than {longest_hours:g} hours.")


def begin(exchange: Exchange, order: Order, at_once: int = 0) -> Export:
    """Begin an export; RefusalError 409 when so many (0: no limit) of its spot are in progress."""
    sandbox = exchange.sandbox
    with sandbox.changing:
        if at_once and settle(sandbox, order.spot_id, order.generation) >= at_once:
            raise RefusalError(409, "Same request already in progress.")
        export = sandbox.create_export(order)
    exchange.export_id = export.export_id
    return export
