"""Faults of the answer: another status, another body, or something left out of the right one."""

import json
import random
from typing import Any, Literal

from providers.sandbox.answers import Answer, as_html, as_json
from providers.sandbox.exchange import Exchange
from providers.sandbox.wire import until

LOGIN_PAGE = (
    "<!doctype html><html><head><title>Sign in</title></head>"
    '<body><form method="post"><input name="email"><input type="password"></form></body></html>'
)


LINKS = {"export_urls", "links"}


def status(
    exchange: Exchange, *, code: int = 500, retry_after: int | str = "",
    body: str = '{"error": "fault"}', content_type: str = "application/json",
) -> None:  # fmt: skip
    """Any status, with Retry-After (seconds or an HTTP date) when one is given."""
    headers = {"Content-Type": content_type}
    if retry_after != "":
        headers["Retry-After"] = str(retry_after)
    exchange.send(Answer(code, body.encode(), headers))


def garbage(exchange: Exchange, *, size: int = 512, seed: int = 1) -> None:
    """Random bytes that call themselves JSON."""
    body = random.Random(seed).randbytes(size)  # noqa: S311  # noise, not a secret
    exchange.send(Answer(200, body, {"Content-Type": "application/json"}))


def cut_json(exchange: Exchange, *, keep_bytes: int = -1) -> None:
    """An answer that is whole as HTTP has it, and yet its JSON ends in the middle."""
    answer = exchange.proceed()
    keep = keep_bytes if keep_bytes >= 0 else answer.middle
    exchange.send(Answer(answer.status, b"".join(until(answer.chunks(), keep)), answer.headers))


def html(exchange: Exchange, *, code: int = 200, page: str = LOGIN_PAGE) -> None:
    """A log-in page where JSON or a file belongs."""
    exchange.send(as_html(page, code))


def success_false(exchange: Exchange, *, message: str = "internal error") -> None:
    """Status 200 and yet a failure, as the vendor's sister feed says it."""
    exchange.send(as_json({"success": False, "message": message}))


def unknown_status_word(exchange: Exchange, *, word: str = "Queued") -> None:
    """A status the documents do not have."""
    exchange.send(as_json({"status": word}))


def expired_link(exchange: Exchange, *, code: Literal[403, 410] = 403) -> None:
    """As if the link's time were over."""
    exchange.send(as_json({"error": "forbidden", "message": "The link has expired."}, code))


def redirect(exchange: Exchange, *, location: str, code: int = 302) -> None:
    """Off to any address, a private one for example."""
    exchange.send(Answer(code, b"", {"Location": location}))


def missing_count(exchange: Exchange) -> None:
    """Done, but no number of records; there is one in v1 only."""
    _spoil_done(exchange, lambda document: document.pop("count", None))


def no_links(exchange: Exchange, *, form: Literal["missing", "empty", "null"] = "empty") -> None:
    """Done (and in v1 counted), but there is nothing to download."""

    def spoil(document: dict[str, Any]) -> None:
        (name,) = LINKS & set(document)
        document[name] = None if form == "null" else []
        if form == "missing":
            del document[name]

    _spoil_done(exchange, spoil)


def _spoil_done(exchange: Exchange, spoil: Any) -> None:
    answer = exchange.proceed()
    document = json.loads(answer.body) if isinstance(answer.body, bytes) else {}
    if not LINKS & set(document):
        exchange.fault_found_nothing()
    else:
        spoil(document)
        answer = as_json(document)
    exchange.send(answer)
