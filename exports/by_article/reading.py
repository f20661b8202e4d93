"""Reading one article: its feed into a folder, the folder into one file, the file into storage."""

import time
from contextlib import ExitStack, closing
from dataclasses import dataclass, field, replace

from django.utils import timezone

from credentials.network import openweb
from exports import moves, spool, storage
from exports.by_article.found import Found, found_in
from exports.by_article.verdicts import verdict_on
from exports.models import Grade, Part, Window, WindowState
from exports.moves import Move
from exports.runner import bulk
from exports.runner.bulk import WrongSpot
from exports.runner.vendor import ask
from exports.services import files, windows
from jobs import stopping
from jobs.failpoints import failpoint
from jobs.services import Lease
from providers.errors import ProviderError
from providers.http import Http
from providers.openweb import article_zip, message_counts
from providers.openweb.article_feed import ArticleFeed
from providers.openweb.article_folder import ArticleFolder
from providers.openweb.article_zip import Packed
from providers.openweb.findings import Findings
from providers.openweb.generations import Host

NOTE_SECONDS = 1.0


@dataclass
class Reading:
    """One article, read by the owner of `lease`."""

    lease: Lease
    window: Window
    _noted: float = field(default=-NOTE_SECONDS, init=False)
    _calls: int = field(default=0, init=False)

    def run(self) -> None:
        bulk.run(self.lease, self.window, self._try, self._after)

    def _after(self, error: ProviderError) -> Move:
        return moves.decide(self.window, moves.FeedMissed(error), timezone.now())

    def _try(self) -> Move | None:
        """Publish the article's file and return None, or return why that has to wait."""
        self._part = files.only_part(self.lease, self.window)
        earlier = _earlier_part(self.window)
        self._found = self._begun(earlier)
        with ExitStack() as held:
            folder = self._entered(held, earlier)
            error = ask(self.window, lambda http, token: self._fetch(folder, http, token))
            if error:
                return self._after(error)
            self._check_spot(folder.findings)
            self._publish(folder)
        return None

    def _entered(self, held: ExitStack, earlier: Part | None) -> ArticleFolder:
        """The first folder that is free. That of a frozen owner, who may wake up, is left alone."""
        stored = earlier.stored_file if earlier else None
        path = storage.local_path(stored) if stored else None
        number = 0
        while True:
            try:
                place = spool.folder_of(self.window) / f"{number}"
                return held.enter_context(ArticleFolder(place, path))
            except BlockingIOError:
                number += 1

    def _begun(self, earlier: Part | None) -> Found:
        """What was found before, by another owner perhaps; else what is known at the start."""
        window = self.window
        if window.findings:
            found = found_in(window)
        else:
            found = Found(expected=None if window.count else self._expected())
        return replace(
            found,
            from_etag=found_in(earlier.window).etag if earlier else 0,
            anew=bool(window.export.request.get("update")) and earlier is None,
        )

    def _expected(self) -> int | None:
        """What OpenWeb's counter says: only a hint of how much is to come."""
        window = self.window
        with closing(openweb(Host.OPEN_API, hurried=True)) as http:
            counts = message_counts.counts(http, window.spot_id, [window.post_id])
        return counts.get(window.post_id)

    def _fetch(self, folder: ArticleFolder, http: Http, token: str) -> None:
        window = self.window
        feed = ArticleFeed(http, window.spot_id, token)
        folder.fetch(feed, window.post_id, window.count, self._reading)

    def _reading(self, findings: Findings) -> None:
        if findings.calls > self._calls:
            failpoint("answer_kept")
        elif findings.received:
            failpoint("mid_download")
        self._calls = findings.calls
        self._note(findings)

    def _packing(self, findings: Findings) -> None:
        failpoint("mid_packing")
        self._note(findings)

    def _note(self, findings: Findings) -> None:
        """Say how far it is, once a second. Raises LeaseLost, CancelAsked, Stopping, NoRoom."""
        stopping.check()
        if time.monotonic() - self._noted >= NOTE_SECONDS:
            spool.check_room(0)
            windows.note_findings(self.lease, self._findings(findings).as_json())
            files.note_bytes(self.lease, self.window, self._part, findings.received)
            self._noted = time.monotonic()

    def _findings(self, findings: Findings) -> Found:
        return replace(
            self._found,
            etag=findings.etag,
            calls=findings.calls,
            events=findings.events,
            skipped=findings.skipped,
        )

    def _check_spot(self, findings: Findings) -> None:
        others = set(findings.foreign_spots)
        if findings.named_spot not in ("", self.window.spot_id):
            others.add(findings.named_spot)
        if others:
            raise WrongSpot(self.window, list(others))

    def _publish(self, folder: ArticleFolder) -> None:
        lease, window = self.lease, self.window
        path = bulk.archive_path(lease, window)
        packed = folder.pack(path, window.export.requested_at, self._packing)
        move = _stored(window, self._findings(folder.findings), packed)
        bulk.publish_archive(
            lease, window, self._part, rows=packed.rows, table=article_zip.MEMBER, move=move
        )


def _earlier_part(window: Window) -> Part | None:
    """The part whose file this window continues, if it is still there."""
    parts = Part.objects.filter(
        window__export__updates=window.export_id,
        window__spot_id=window.spot_id,
        window__post_id=window.post_id,
        stored_file__isnull=False,
        stored_file__removed_at=None,
    )
    part = parts.select_related("stored_file", "window").first()
    there = part and part.stored_file and storage.exists(part.stored_file.storage_key)
    return part if there else None


def _stored(window: Window, found: Found, packed: Packed) -> Move:
    changes = {
        "received_rows": packed.rows,
        "first_row_at": packed.first_at,
        "last_row_at": packed.last_at,
        "stored_at": timezone.now(),
        "grade": Grade.WHOLE,
        "findings": replace(
            found,
            deleted=packed.deleted,
            changes={str(kind): times for kind, times in packed.changes.items()},
        ).as_json(),
    }
    told = Window(state=WindowState.STORED, post_id=window.post_id, count=window.count, **changes)
    return moves.decide(window, moves.Brought(changes, verdict_on([told])), timezone.now())
