"""The answer first: what an export's page says of everything that was stored. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from exports.models import Grade, Window
from exports.tallies import tally


@dataclass(frozen=True)
class Verdict:
    """The weakest grade of the parts, a headline, a sentence, and what else to know."""

    grade: Grade
    word: str
    headline: str
    sentence: str
    notes: tuple[str, ...]

    def __str__(self) -> str:
        """All of it as plain text, as the log has it."""
        return " ".join((f"{self.headline}.", self.sentence, *self.notes))


def incomplete(headline: str, missing: Sequence[str], notes: tuple[str, ...]) -> Verdict:
    """The verdict when something is missing; `missing` says what, in halves of a sentence."""
    text = "; ".join(missing)
    sentence = f"{text[0].upper()}{text[1:]}."
    return Verdict(Grade.INCOMPLETE, "Incomplete", headline, sentence, notes)


def absent(every: Sequence[Window], stored: Sequence[Window]) -> Iterable[str]:
    """What is missing because parts were not stored."""
    here = {id(window) for window in stored}
    count = tally(every, lambda window: id(window) in here)
    if not here:
        yield "nothing was stored"
    elif count.rest:
        verb = "is" if count.rest == 1 else "are"
        yield f"{count.rest:,} of {counted(count.total, count.unit)} {verb} missing"


def counted(number: int, word: str) -> str:
    """“1 row”, “1,200 rows”."""
    return f"1 {word}" if number == 1 else f"{number:,} {word}s"
