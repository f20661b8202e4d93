"""Reading a tenant's list once, as onQ's own CSV, into the file that is published."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, dataclass, field
from datetime import datetime
from itertools import chain
from typing import Any

from django.utils import timezone

from conversations.exporting.files import TABLE, write
from conversations.exporting.found import Found
from conversations.exporting.verdicts import verdict_on
from credentials import services as credentials
from credentials.models import Tenant
from credentials.network import onq
from exports import moves, spool
from exports.models import Grade, Window, WindowState
from exports.moves import Move
from exports.runner import bulk
from exports.runner.vendor import noting
from exports.services import files, windows
from jobs import stopping
from jobs.failpoints import failpoint
from jobs.services import Lease
from providers.errors import ProviderError, RequestRefused
from providers.onq.conversations import Conversations
from providers.onq.csv_stream import Piece, csv_stream
from providers.onq.paging import PageMeaning, Position, smaller


@dataclass
class Fetching:
    """One pass over a tenant's list, by the owner of `lease`; each attempt begins anew.

    Nothing is kept of a pass that ended early: a hundred pages are seconds, and rows that moved
    since would be missing from its second half.
    """

    lease: Lease
    window: Window
    _found: Found = field(default_factory=Found, init=False)
    _size: int = field(default=0, init=False)

    def run(self) -> None:
        bulk.run(self.lease, self.window, self._try, self._after)

    def _after(self, error: ProviderError) -> Move:
        return moves.decide(self.window, moves.FeedMissed(error), timezone.now())

    def _try(self) -> None:
        """Publish the file."""
        tenant = self.window.tenant
        if tenant is None:
            raise RequestRefused("The tenant of this part was deleted, and its key with it.")
        self._part = files.only_part(self.lease, self.window)
        self._found.listed = tenant.conversations.filter(gone_at=None).count()
        began = timezone.now()
        with closing(onq()) as http, noting(tenant):
            self._write(tenant, Conversations(http, credentials.open_tenant(tenant)), began)
        bulk.publish_archive(
            self.lease,
            self.window,
            self._part,
            rows=self._found.conversations,
            table=TABLE,
            move=_stored(self.window, self._found),
        )

    def _write(self, tenant: Tenant, conversations: Conversations, began: datetime) -> None:
        write(
            self._pieces(conversations, _first(tenant)),
            bulk.archive_path(self.lease, self.window),
            self.window.export.requested_at,
            self._note,
            lambda: self._manifest(tenant, began),
        )

    def _pieces(self, conversations: Conversations, position: Position) -> Iterator[Piece]:
        """The file in pieces, in pages as large as onQ takes them."""
        pieces = csv_stream(conversations, position)
        try:
            header = next(pieces)
        except RequestRefused:
            fewer = smaller(position)
            if fewer is None:
                raise
        else:
            self._found.size = position.size
            return chain([header], pieces)
        return self._pieces(conversations, fewer)

    def _note(self, piece: Piece) -> None:
        failpoint("mid_writing")
        stopping.check()
        # The first piece is the header.
        self._found.answers += bool(self._size) and not piece.refused
        self._found.refused = piece.refused
        self._found.conversations = piece.rows
        self._size += len(piece.data)
        windows.note_findings(self.lease, asdict(self._found))
        files.note_bytes(self.lease, self.window, self._part, self._size)
        spool.check_room(0)

    def _manifest(self, tenant: Tenant, began: datetime) -> dict[str, Any]:
        return {
            "tenant": tenant.name,
            "address": tenant.audience,
            "fetched_from": began.isoformat(),
            "fetched_to": timezone.now().isoformat(),
            **asdict(self._found),
            "case_number": self.window.export.case_number,
        }


def _first(tenant: Tenant) -> Position:
    """Where to begin, with what an admin says that `page` counts."""
    chosen = tenant.page_meaning
    return Position(meaning=PageMeaning(chosen) if chosen else None)


def _stored(window: Window, found: Found) -> Move:
    changes = {
        "received_rows": found.conversations,
        "stored_at": timezone.now(),
        "grade": Grade.INCOMPLETE if found.is_cut_short else Grade.WHOLE,
        "findings": asdict(found),
    }
    told = Window(state=WindowState.STORED, export=window.export, **changes)
    return moves.decide(window, moves.Brought(changes, verdict_on([told])), timezone.now())
