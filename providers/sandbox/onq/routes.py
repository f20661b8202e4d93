"""onQ's "Conversations API": GET /api/external/conversations?size=&page=&csv=.

`help.onq.io/docs/onq-apis/conversations-api`; the address and the error statuses are those of "API
overview", where 403 stands for an invalid request. The document shows no answer, and contradicts
itself about `page`; both follow the settings.
"""

import time
from collections.abc import Sequence
from email.utils import formatdate

from providers.sandbox.answers import Answer, RefusalError, refused
from providers.sandbox.exchange import Exchange
from providers.sandbox.onq.forms import as_csv, as_document
from providers.sandbox.settings import Settings

BEYOND = {"invalid": 403, "missing": 404}


def conversations(exchange: Exchange) -> Answer:
    """One page; its Date header tells the time of onQ's clock, also when it refuses."""
    now = time.time() + exchange.sandbox.settings.onq_clock
    try:
        answer = _page(exchange, now)
    except RefusalError as refusal:
        answer = refused(refusal)
    answer.headers["Date"] = formatdate(now, usegmt=True)
    return answer


def _page(exchange: Exchange, now: float) -> Answer:
    settings, kept = exchange.sandbox.settings, exchange.sandbox.conversations
    query = exchange.request.query
    tenant = kept.tenants.admit(exchange.request.headers.get("Authorization", ""), now)
    size = _size(_whole_number(query, "size"), settings)
    order = kept.order(tenant, settings)
    start = _start(_whole_number(query, "page"), size, order, settings)
    found = kept.present(tenant, order[start : start + size], settings)
    kept.go_on(tenant, settings)
    if query.get("csv", "").lower() == "true":
        return as_csv(found, settings)
    return as_document(found, start // size, size, len(order), settings)


def _whole_number(query: dict[str, str], name: str) -> int:
    text = query.get(name, "")
    if not (text.isascii() and text.isdigit() and int(text)):
        raise RefusalError(403, f"{name} is not a number from 1 on.")
    return int(text)


def _size(asked: int, settings: Settings) -> int:
    if asked > settings.onq_size_limit and settings.onq_oversize == "refused":
        raise RefusalError(403, f"size is more than {settings.onq_size_limit}.")
    return min(asked, settings.onq_size_limit)


def _start(page: int, size: int, order: Sequence[int], settings: Settings) -> int:
    """How many conversations come before the asked page."""
    before = {
        "number": (page - 1) * size,
        "position": page - 1,
        "offset": page if page > 1 else 0,
    }[settings.onq_page]
    if before < len(order):
        return before
    if before and settings.onq_beyond in BEYOND:
        raise RefusalError(BEYOND[settings.onq_beyond], "There is no such page.")
    if settings.onq_beyond == "last":
        return max(0, (len(order) - 1) // size * size)
    return before
