"""What onQ's document leaves open, and how many conversations there are."""

from dataclasses import dataclass
from typing import Literal

from providers.sandbox.checks import option


@dataclass(frozen=True)
class OnqSettings:
    onq_conversations: int = option(240, "conversations of a tenant without a number of its own")
    onq_day: str = option("", "the day their dates lie around, YYYY-MM-DD; else that of the start")
    onq_page: Literal["number", "position", "offset"] = option(
        "number",
        "`page`: a page's number, the place of its first conversation, or (the document's 1, "
        "then 32) how many come before it",
    )
    onq_envelope: Literal[
        "list", "content", "data", "items", "results", "conversations", "records"
    ] = option("list", "a bare list, or an object with the list under this name")
    onq_dates: Literal["iso", "java", "seconds", "milliseconds"] = option(
        "iso", "2024-03-01T09:00:00Z, 2024-03-01T09:00:00.000+0000, or a number"
    )
    onq_values: Literal["json", "text"] = option("json", "text: numbers and booleans are texts")
    onq_size_limit: int = option(1000, "a larger `size` is too large")
    onq_oversize: Literal["refused", "capped"] = option("refused", "what happens to such a `size`")
    onq_beyond: Literal["empty", "last", "invalid", "missing"] = option(
        "empty", "the page after the last one; invalid is a refusal with 403, missing one with 404"
    )
    onq_moves: int = option(0, "so many conversations change their place after each answer")
    onq_moves_to: Literal["front", "end"] = option("front", "where they go")
    onq_clock: int = option(0, "so many seconds onQ's clock is ahead")
    onq_csv_header: bool = option(True, "the CSV begins with its columns' names")
    onq_csv_bom: bool = option(False, "the CSV begins with a byte order mark")
    onq_csv_quoting: Literal["needed", "all"] = option("needed", "which values stand in quotes")
    onq_csv_lines: Literal["crlf", "lf"] = option("crlf", "how lines end")
