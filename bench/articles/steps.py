"""What the bulk worker's steps take one by one, from an answer that is on disk already."""

import shutil
import tempfile
from collections import deque
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bench.measuring import measured
from providers.openweb.answer_files import in_zip, read_again, stored_answers
from providers.openweb.article_zip import pack
from providers.openweb.comments import keep_lines
from providers.openweb.feed_answer import Item
from providers.openweb.replay import Replay


@dataclass(frozen=True)
class Steps:
    """Seconds of each."""

    reading: float
    replaying: float
    packing: float


def time_steps(archive: Path, spot_id: str, post_id: str) -> Steps:
    """Read, replay and pack once more the first answer that the zip of an export holds."""
    with tempfile.TemporaryDirectory() as name:
        return _time(Path(name), archive, spot_id, post_id)


def _time(folder: Path, archive: Path, spot_id: str, post_id: str) -> Steps:
    answer, lines = folder / "answer.json.gz", folder / "events.jsonl"
    with closing(stored_answers(archive)) as stored, answer.open("wb") as copy:
        shutil.copyfileobj(next(stored), copy)
    with measured() as reading, _kept(answer, lines, spot_id, post_id) as events:
        deque(events, maxlen=0)
    with Replay(folder / "state.sqlite") as replay:
        with measured() as both, _kept(answer, lines, spot_id, post_id) as events:
            replay.apply(events)
        with measured() as packing:
            packed = folder / "packed.csv.zip"
            at = datetime.now(UTC)
            pack(replay, [lines], [(in_zip(1), answer)], packed, at, lambda: None)
    return Steps(reading.seconds, both.seconds - reading.seconds, packing.seconds)


@contextmanager
def _kept(answer: Path, lines: Path, spot_id: str, post_id: str) -> Iterator[Iterator[Item]]:
    """What is in the answer; whoever reads it writes events.jsonl too, as a worker does."""
    with read_again(answer, spot_id, post_id) as items, lines.open("wb") as file:
        yield keep_lines(items, file)
