"""One article's fetch in a folder on disk: it can be killed at any point, and goes on."""

import errno
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from datetime import datetime
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Self

import msgspec

from providers.openweb.answer_files import AnswerFile, in_zip, read_again, stored_answers
from providers.openweb.article_feed import ArticleFeed
from providers.openweb.article_zip import Packed, pack
from providers.openweb.comments import keep_lines
from providers.openweb.feed_answer import FeedAnswer, Item
from providers.openweb.findings import Findings
from providers.openweb.replay import Replay
from providers.openweb.replay_errors import StateDamaged
from providers.openweb.working_folder import WorkingFolder

ITEMS_A_TICK = 1000

Tick = Callable[[Findings], object]


class ArticleFolder:
    """The working folder of one article's fetch, locked for one process while it is entered.

    `earlier` is the zip of the export that this one continues. An answer is kept whole or not at
    all: its file and its events lie in the folder before the state, in one transaction, takes its
    events and counts it. Files that were not counted are written anew.

    Entering raises BlockingIOError while another process has the folder. Everything raises OSError
    when the disk does not do its part, with ENOSPC when it is full.
    """

    def __init__(self, folder: Path, earlier: Path | None = None) -> None:
        self.findings = Findings()
        self._folder = WorkingFolder(folder)
        self._earlier = earlier
        self._replay: Replay | None = None

    def __enter__(self) -> Self:
        self._folder.__enter__()
        return self

    def __exit__(self, *exc: object) -> None:
        self._close()
        self._folder.__exit__(*exc)

    def fetch(self, feed: ArticleFeed, post_id: str, count: int | None, tick: Tick) -> None:
        """Ask for answer after answer until the feed is at its end, or for `count` messages once.

        What an interrupted fetch got before is not asked for again; the arguments must be the same.
        `tick` is called with the findings so far at the start, about every thousand events and
        after each answer, those of the earlier zip too; what it raises ends the fetch. Raises
        ProviderError: FileDamaged for the earlier zip, else what the feed raises.
        """
        try:
            self._fetch(feed, post_id, count, tick)
        except StateDamaged:
            self._start_anew()
            self._fetch(feed, post_id, count, tick)

    def pack(self, target: Path, at: datetime, tick: Tick) -> Packed:
        """Write what was fetched to `target`, a zip that is there whole or not at all.

        The same content and the same `at`, an aware time, give the same bytes. `fetch` must have
        come to its end. An update that brought no event adds no answer: it says nothing.
        """
        if not self._replay or not self.findings.ended:
            raise RuntimeError("Nothing to pack before the fetch has ended.")
        kept = self.findings.answers
        if self._earlier and not self.findings.new_events:
            kept -= self.findings.calls
        events = (self._events(number) for number in range(1, kept + 1))
        answers = ((in_zip(number), self._answer(number)) for number in range(1, kept + 1))
        tick_now = partial(tick, self.findings)
        try:
            return pack(self._replay, events, answers, target, at, tick_now)
        except StateDamaged as error:
            self._start_anew()
            raise OSError(errno.EIO, f"The working copy is damaged: {error}") from error

    def _fetch(self, feed: ArticleFeed, post_id: str, count: int | None, tick: Tick) -> None:
        for files in (self._answer(1), self._events(1)):
            files.parent.mkdir(exist_ok=True)
        replay = self._opened(feed.spot_id, post_id, tick)
        self.findings = _read(replay)
        tick(self.findings)
        while not self.findings.ended:
            self._ask(replay, feed, post_id, count, tick)
            tick(self.findings)

    def _opened(self, spot_id: str, post_id: str, tick: Tick) -> Replay:
        path, before = self._folder.path / "state.sqlite", None
        if self._earlier:
            before = self._folder.path / "earlier.sqlite"
            if not path.exists():  # it is a copy of the earlier state, so that one is whole
                self._read_earlier(self._earlier, before, spot_id, post_id, tick)
        self._close()
        self._replay = Replay(path, before)
        return self._replay

    def _ask(
        self, replay: Replay, feed: ArticleFeed, post_id: str, count: int | None, tick: Tick
    ) -> None:
        before = self.findings
        with (
            AnswerFile(self._answer(before.answers + 1)) as received,
            feed.page(post_id, before.etag, count, received) as answer,
        ):

            def read_whole() -> Findings:
                received.close()
                return before.after(answer, received.size, count)

            def so_far() -> None:
                tick(before.with_events_of(answer, received.size))

            self._take(replay, before.answers + 1, answer, so_far, read_whole)
        self.findings = _read(replay)

    def _read_earlier(
        self, archive: Path, path: Path, spot_id: str, post_id: str, tick: Tick
    ) -> None:
        """Replay the answers that the earlier export ended with, as far as that was not done."""
        with Replay(path) as replay, closing(stored_answers(archive)) as stored:
            for packed in islice(stored, _read(replay).answers, None):
                before = _read(replay)
                tick(before)
                copy = self._answer(before.answers + 1)
                with copy.open("wb") as file:
                    shutil.copyfileobj(packed, file)
                with read_again(copy, spot_id, post_id) as answer:
                    self._take(
                        replay,
                        before.answers + 1,
                        answer,
                        partial(tick, before),
                        partial(before.after_earlier, answer),
                    )

    def _take(
        self,
        replay: Replay,
        number: int,
        answer: FeedAnswer,
        tick: Callable[[], object],
        read_whole: Callable[[], Findings],
    ) -> None:
        with self._events(number).open("wb") as lines:

            def notes() -> str:
                lines.close()  # a file that is counted must be whole
                return msgspec.json.encode(read_whole()).decode()

            replay.apply(_ticking(keep_lines(answer, lines), tick), notes)

    def _answer(self, number: int) -> Path:
        return self._folder.path / "answers" / f"{number}.json.gz"

    def _events(self, number: int) -> Path:
        return self._folder.path / "events" / f"{number}.jsonl"

    def _start_anew(self) -> None:
        self._close()
        self.findings = Findings()
        self._folder.empty()

    def _close(self) -> None:
        if self._replay:
            self._replay.close()
            self._replay = None


def _read(replay: Replay) -> Findings:
    notes = replay.notes
    try:
        return msgspec.json.decode(notes, type=Findings) if notes else Findings()
    except msgspec.MsgspecError as error:
        raise StateDamaged(str(error)) from error


def _ticking(items: Iterable[Item], tick: Callable[[], object]) -> Iterator[Item]:
    for number, item in enumerate(items, 1):
        yield item
        if number % ITEMS_A_TICK == 0:
            tick()
