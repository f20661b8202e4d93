"""Faults of a file: spoilt copies of the right one, served like it with length, ETag and ranges."""

import zlib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Literal

from providers.sandbox.exchange import Exchange
from providers.sandbox.faults import spoilt
from providers.sandbox.faults.replies import LOGIN_PAGE

Make = Callable[[Path, Path], None]


def corrupt_zip(exchange: Exchange, *, flips: int = 8) -> None:
    """Some bytes in the middle are others, so the checksum inside does not fit."""
    _serve(exchange, partial(spoilt.flip_bytes, flips=flips), f"corrupt-{flips}")


def bomb(exchange: Exchange, *, inflates_to: int = 1 << 30, declares: int = -1) -> None:
    """A small zip of one CSV that becomes huge; `declares` lets its header lie about the size."""
    make = partial(spoilt.bomb, inflates_to=inflates_to, declares=declares)
    _serve(exchange, make, f"bomb-{inflates_to}-{declares}", ".csv.zip")


def path_trick(
    exchange: Exchange,
    *,
    form: Literal["parent", "absolute", "backslash", "symlink", "two_members", "nested"] = "parent",
) -> None:
    """A zip whose member wants out of its folder, has company, or is a zip itself."""
    _serve(exchange, partial(spoilt.path_trick, form=form), f"path-{form}", ".csv.zip")


def not_a_zip(exchange: Exchange, *, page: str = LOGIN_PAGE) -> None:
    """HTML under the name and type of the file."""
    _serve(exchange, partial(spoilt.write_page, page=page), f"html-{zlib.crc32(page.encode())}")


def encoding(
    exchange: Exchange, *, form: Literal["header", "latin-1", "utf-16"] = "header"
) -> None:
    """`header`: says Content-Encoding: gzip and is not; else a CSV in another charset."""
    if form == "header":
        answer = exchange.proceed()
        answer.headers["Content-Encoding"] = "gzip"
        exchange.send(answer)
    else:
        _serve(exchange, partial(spoilt.recode, charset=form), f"charset-{form}")


def _serve(exchange: Exchange, make: Make, label: str, ending: str = "") -> None:
    """Send a spoilt copy, made once for each file and kept beside the right ones."""
    directory = exchange.sandbox.directory / "spoilt"
    directory.mkdir(exist_ok=True)

    def swap(genuine: Path) -> Path:
        name = genuine.name.removesuffix(_ending(genuine)) + (ending or _ending(genuine))
        spoiled = directory / f"{genuine.parent.name}-{label}-{name}"
        with exchange.sandbox.changing:
            if not spoiled.exists():
                spoilt.make_whole(make, genuine, spoiled)
        return spoiled

    exchange.swap_file = swap
    exchange.send(exchange.proceed())


def _ending(path: Path) -> str:
    return path.name[path.name.index(".csv") :]
