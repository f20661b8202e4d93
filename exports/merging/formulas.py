"""Foreign text in a spreadsheet program: nothing runs, nothing is rounded. Pure."""

import re

# Full-width, small and mathematical forms count: some programs read them as the plain ones.
_EQUALS = "=＝﹦"
_SIGNS = r"+＋﹢\-－﹣−@＠﹫"
# White space and invisible characters, which some programs drop before they look at a cell.
_INVISIBLE = "\x7f-\xa0\xad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff"
_UNSEEN = f"\x00-\x20{_INVISIBLE}"
_UNSEEN_IN_A_LINE = f"\x00-\x08\x0b\x0c\x0e-\x20{_INVISIBLE}"

_RUNS = re.compile(rf"[\t\r\n]|[{_UNSEEN}]*+[{_EQUALS}{_SIGNS}]")
_NEGATIVE = re.compile(r"-[0-9]{1,11}(?:[.,][0-9]{1,11})?")
# From 12 digits on Excel shows 1.2E+11, from 16 on it changes digits; 007 and 12e5 lose their look.
_ROUNDED = re.compile(r"[0-9]{12,}|0[0-9]+|[0-9]+(?:[.,][0-9]+)?[eE][+-]?[0-9]+")
# Opened with the wrong separator a text falls apart into cells: what could then run is held too.
# There, a sign runs only with a bracket, a pipe or an exclamation mark; smileys and lists do not.
_RUNS_WHEN_SPLIT = re.compile(
    rf'([;,\t\r\n]["{_UNSEEN_IN_A_LINE}]*+)'
    rf"(?=[{_EQUALS}]|[{_SIGNS}][^;,\t\r\n|(!\[]*+[|(!\[])"
)
# Hardly any row needs a look at each cell; this one search finds those that might.
_BETWEEN = "\x1f"
_SUSPECT = re.compile(
    rf'[;,\t\r\n{_BETWEEN}](?:["{_UNSEEN}]*+[{_EQUALS}{_SIGNS}]|0[0-9]|[0-9]{{12}})'
    rf"|{_BETWEEN}(?:[\t\r\n]|[0-9][0-9.,]*+[eE])"
)


def harmless(cell: str) -> str:
    """The cell with an apostrophe before whatever a spreadsheet would run, round or reshape.

    An apostrophe shows what was done; spaces and tabs are dropped by some programs and copied
    unseen from others. Plain negative numbers stay numbers.
    """
    if (_RUNS.match(cell) and not _NEGATIVE.fullmatch(cell)) or _ROUNDED.fullmatch(cell):
        cell = f"'{cell}"
    return _RUNS_WHEN_SPLIT.sub(r"\1'", cell)


def harmless_row(row: list[str]) -> list[str]:
    """The row with every cell `harmless`."""
    together = f"{_BETWEEN}{_BETWEEN.join(row)}"
    return [harmless(cell) for cell in row] if _SUSPECT.search(together) else row
