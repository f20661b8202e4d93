"""One section of the benchmark: what it says of itself, how large it is, and how it measures."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, Generic, TypeVar

from bench.report import Report

Sizes = TypeVar("Sizes")
SIZES = ("full", "reduced", "tiny")


@dataclass(frozen=True)
class Section(Generic[Sizes]):
    """`Sizes` is a dataclass of numbers; each of them can be chosen as `--<section>-<number>`.

    `compares`, `limit` and `leaves_out` are sentences for the page: what is measured beside what,
    what was demanded of it, and what it does not show. `measure` gets an empty folder, which is
    thrown away afterwards. `needs` are programs, by name or path.
    """

    name: str
    title: str
    compares: str
    limit: str
    leaves_out: str
    full: Sizes
    reduced: Sizes
    tiny: Sizes
    measure: Callable[[Path, Sizes], Report]
    needs: tuple[str, ...] = ()

    def add_options(self, parser: ArgumentParser) -> None:
        group = parser.add_argument_group(self.name, self.title)
        for name, kind in self._numbers():
            group.add_argument(self._option(name), type=kind, metavar=self._default(name))

    def chosen(self, options: Namespace) -> Sizes:
        chosen: Sizes = getattr(self, options.sizes)
        return replace(chosen, **self._given(options))  # type: ignore[type-var]

    def command(self, options: Namespace) -> str:
        """What measures the same once more."""
        given = [f"{self._option(name)} {value}" for name, value in self._given(options).items()]
        words = ("python -m bench", f"--only {self.name}", f"--sizes {options.sizes}", *given)
        return " ".join(words)

    def _given(self, options: Namespace) -> dict[str, Any]:
        """The numbers that somebody named."""
        said = {name: getattr(options, f"{self.name}_{name}") for name, _ in self._numbers()}
        return {name: value for name, value in said.items() if value is not None}

    def _numbers(self) -> Iterator[tuple[str, Any]]:
        for field in fields(self.full):  # type: ignore[arg-type]
            yield field.name, field.type

    def _option(self, name: str) -> str:
        return f"--{self.name}-{name.replace('_', '-')}"

    def _default(self, name: str) -> str:
        return "|".join(str(getattr(getattr(self, sizes), name)) for sizes in SIZES)
