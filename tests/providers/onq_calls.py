"""onQ over real HTTP, page by page as the product goes through it."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from providers.http import Http, Network
from providers.onq.answer import Page
from providers.onq.conversations import Conversations
from providers.onq.csv_stream import Piece
from providers.onq.paging import Position, following
from providers.onq.tokens import Tenant
from providers.sandbox.server import Running

TENANT = Tenant(
    "ONQ-0123456789ABCDEF",
    "a secret of more than thirty-two bytes",
    "https://threadkeep.example",
    "ann@example.org",
    "https://yoursite.onq.io",
)


@contextmanager
def conversations(url: str, tenant: Tenant = TENANT) -> Iterator[Conversations]:
    http = Http(url, Network(connect_timeout=5, read_timeout=10, deadline=20), "onQ")
    try:
        yield Conversations(http, tenant)
    finally:
        http.close()


def tenant_of(sandbox: Running) -> Tenant:
    known = sandbox.tenant
    return Tenant(known.key_id, known.secret, known.issuer, known.subject, known.audience)


def pages_of(asked: Conversations, position: Position) -> Iterator[tuple[Position, Page]]:
    """Each page until `following` ends, and where it was asked for."""
    seen: set[str] = set()
    at: Position | None = position
    while at:
        page = asked.page(at.page, at.size)
        yield at, page
        ids = {one.id for one in page.entries}
        new = ids - seen
        seen |= new
        at = following(at, page.rows, len(ids) - len(new), len(new))


def joined(pieces: Iterable[Piece]) -> str:
    """The CSV file that these are."""
    return b"".join(piece.data for piece in pieces).decode()
