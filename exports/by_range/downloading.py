"""A window's download: fetch every file, examine them all, publish all at once or nothing."""

from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import chain
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Max
from django.utils import timezone

from exports import spool
from exports.by_range.exporting import status_of
from exports.by_range.fetch import Fetch
from exports.by_range.grades import grade
from exports.by_range.verdicts import OTHER_ROWS
from exports.kinds import kind_of
from exports.models import TABLES, Part, Window, WindowState
from exports.moves import Brought, FileMissed, LinksAsked, Move, decide, is_ready
from exports.moves.fetching import DAMAGED_FILE_TRIES
from exports.runner import bulk
from exports.runner.bulk import WrongSpot
from exports.services import files
from exports.services.files import Fetched
from exports.spool import Spool
from jobs import stopping
from jobs.services import Lease
from providers.errors import Damage, FileDamaged, ProviderError
from providers.openweb.data_sets import DataSet
from providers.openweb.files import FileReport, SeenIds, examine, has_texts
from providers.openweb.generations import ExportStatus
from providers.openweb.zips import members_of


@dataclass(frozen=True)
class Arrived:
    """A part whose bytes are all in the spool."""

    part: Part
    spool: Spool
    sha256: str


@dataclass(frozen=True)
class Download:
    """All files of one window, fetched by the owner of `lease`."""

    lease: Lease
    window: Window

    def run(self) -> None:
        bulk.run(self.lease, self.window, self._try, self._after)

    def _after(self, error: ProviderError) -> Move:
        most: int | None = self.window.parts.aggregate(most=Max("tries"))["most"]
        return decide(self.window, FileMissed(error, most or 0), timezone.now())

    def _try(self) -> Move | None:
        """Publish the files and return None, or return why that has to wait."""
        window = self.window
        answer = status_of(window)
        now = timezone.now()
        if isinstance(answer, ProviderError) or not is_ready(window, answer, now):
            return decide(window, LinksAsked(answer), now)
        self._fetch_and_publish(answer)
        return None

    def _fetch_and_publish(self, answer: ExportStatus) -> None:
        if answer.count is not None:
            self.window.announced_rows = answer.count
        with ExitStack() as held:
            # Every spool stays locked until all is published: no other worker touches these bytes.
            arrived = [
                self._fetch(part, link, held)
                for part, link in files.match_parts(self.lease, self.window, answer.links)
            ]
            reports = self._examine(arrived)
            fetched = [_fetched(*pair) for pair in zip(arrived, reports, strict=True)]
            every = list(chain.from_iterable(reports))
            bulk.publish(self.lease, self.window, fetched, stored(self.window, every))

    def _fetch(self, part: Part, link: str, held: ExitStack) -> Arrived:
        into = held.enter_context(spool.open_spool(self.window, part, self.lease))
        return Arrived(part, into, Fetch(self.lease, self.window, part).run(link, into))

    def _examine(self, arrived: Sequence[Arrived]) -> list[list[FileReport]]:
        texts_are_here = self._several_data_sets and any(map(self._has_texts, arrived))
        with SeenIds() as seen:
            return [self._reports(one, seen, texts_are_here) for one in arrived]

    def _has_texts(self, one: Arrived) -> bool:
        """By its header alone; what is damaged is found when all of it is examined."""
        try:
            return any(has_texts(one.spool.path, member) for member in self._members(one))
        except FileDamaged:
            return False

    def _reports(self, one: Arrived, seen: SeenIds, texts_are_here: bool) -> list[FileReport]:
        """Of one file; of several, where a zip holds each data set in one of its own."""
        window = self.window
        stopping.check()
        files.note_bytes(self.lease, window, one.part, one.spool.size)
        try:
            found = [self._report(one, seen, texts_are_here, it) for it in self._members(one)]
            _doubt(one, found)
        except FileDamaged:
            one.spool.restart()
            files.note_damaged(self.lease, one.part)
            raise
        if foreign := {spot for report in found for spot in report.foreign_spots}:
            raise WrongSpot(window, list(foreign))
        return found

    @property
    def _several_data_sets(self) -> bool:
        return self.window.api is not None and self.window.api.several_data_sets

    def _members(self, one: Arrived) -> Sequence[str | None]:
        names = members_of(one.spool.path) if self._several_data_sets else []
        return names if len(names) > 1 else [None]

    def _report(
        self, one: Arrived, seen: SeenIds, texts_are_here: bool, member: str | None
    ) -> FileReport:
        window = self.window
        return examine(
            one.spool.path,
            spot_id=window.spot_id,
            since=window.since,
            to=window.to,
            post_id=window.post_id,
            seen=seen,
            zone=ZoneInfo(window.vendor_zone),
            several_data_sets=self._several_data_sets,
            texts_are_elsewhere=texts_are_here,
            member=member,
        )


def _doubt(one: Arrived, reports: Sequence[FileReport]) -> None:
    """A bare table of unknown columns may be a page of somebody's proxy: it has to come thrice.

    A container's checksum says that it is OpenWeb's. Raises FileDamaged.
    """
    if one.part.tries + 1 < DAMAGED_FILE_TRIES and any(
        report.kind == "csv" and report.data_set == DataSet.OTHER for report in reports
    ):
        raise FileDamaged(Damage.NO_KNOWN_COLUMN)


def _fetched(one: Arrived, reports: Sequence[FileReport]) -> Fetched:
    """The file, known by its comments. Raises FileDamaged when these lie in several tables."""
    comments = [report for report in reports if report.data_set == DataSet.COMMENTS]
    if len(comments) > 1:
        raise FileDamaged(Damage.SEVERAL_FILES, detail=f"{len(comments)} tables of comments")
    report = (comments or reports)[0]
    return Fetched(
        one.part,
        one.spool.path,
        one.sha256,
        TABLES if len(reports) > 1 else report.kind,
        report.rows,
        report.member_name or "",
        report.data_set,
    )


def stored(window: Window, reports: Sequence[FileReport]) -> Move:
    """The end of a window whose files are all whole: counts, grade, and the words for both.

    Rows of comments are what is counted; those of users and ranks go with them.
    """
    others = Counter[str]()
    for report in reports:
        others[report.data_set] += report.rows
    received = others.pop(DataSet.COMMENTS, 0)
    duplicates = sum(report.duplicate_ids for report in reports)
    changes: dict[str, Any] = {
        "announced_rows": window.announced_rows,
        "received_rows": received,
        "duplicate_rows": duplicates,
        "outside_rows": sum(report.outside_range + report.other_articles for report in reports),
        "first_row_at": min((r.first_at for r in reports if r.first_at), default=None),
        "last_row_at": max((r.last_at for r in reports if r.last_at), default=None),
        "stored_at": timezone.now(),
        "grade": grade(window.announced_rows, received, duplicates),
        "findings": {OTHER_ROWS: others},
    }
    ended = Window(state=WindowState.STORED, post_id=window.post_id, **changes)
    verdict = kind_of(window.export).story.verdict([ended])
    return decide(window, Brought(changes, verdict), timezone.now())
