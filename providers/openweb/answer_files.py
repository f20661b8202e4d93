"""The answers of a feed as files: gzipped as they arrive, and read again from an earlier zip."""

import os
import re
import zlib
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Self

from providers.errors import Damage, FileDamaged, RequestRefused, UnclearAnswer
from providers.openweb.containers import csv_member
from providers.openweb.feed_answer import FeedAnswer
from providers.openweb.limits import Guarded, Limits
from providers.openweb.zips import each_in_zip

LEVEL = 6
_GZIP = 16 + zlib.MAX_WBITS  # without name and time, so the same answer is the same file
_BLOCK = 64 * 1024
_IN_ZIP = re.compile(r"answers/\d+\.json\.gz")
# Threadkeep wrote these files and bounded them on arrival; a dull article may pack very well.
_LIMITS = Limits(max_ratio=2000)


def in_zip(number: int) -> str:
    """The name under which a zip holds the answer; numbers begin with 1."""
    return f"answers/{number:04}.json.gz"


class AnswerFile:
    """Writes one answer to `path`, gzipped; `size` is how many bytes came."""

    def __init__(self, path: Path) -> None:
        self.size = 0
        self._packing = zlib.compressobj(LEVEL, zlib.DEFLATED, _GZIP)
        self._file = path.open("wb")

    def write(self, data: bytes) -> None:
        self.size += len(data)
        self._file.write(self._packing.compress(data))

    def close(self) -> None:
        """The file is whole only after this."""
        if not self._file.closed:
            with self._file:
                self._file.write(self._packing.flush())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()


def stored_answers(archive: Path) -> Generator[Guarded, None, None]:
    """The gzipped answers in a zip, in their order; raises FileDamaged, also when it has none."""
    answer = None
    for answer in each_in_zip(archive, _IN_ZIP):
        yield answer
    if answer is None:
        raise FileDamaged(Damage.NO_FILE, detail="No answers")


@contextmanager
def read_again(path: Path, spot_id: str, post_id: str) -> Iterator[FeedAnswer]:
    """The answer in the file, to iterate; raises FileDamaged, here and while it is iterated."""
    try:
        with csv_member(path, _LIMITS) as stream, Path(os.devnull).open("wb") as nowhere:
            yield FeedAnswer(iter(partial(stream.read, _BLOCK), b""), nowhere, spot_id, post_id)
    except (UnclearAnswer, RequestRefused) as error:
        raise FileDamaged(Damage.UNKNOWN_KIND, detail=error.detail) from None
