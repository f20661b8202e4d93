"""What can be chosen about the sandbox, at the start by flags and later by `/_sandbox/config`."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Literal, get_type_hints
from zoneinfo import ZoneInfo

from providers.sandbox.checks import BadRequestError, fits, option
from providers.sandbox.onq.settings import OnqSettings
from providers.sandbox.v1.settings import V1Settings
from providers.sandbox.v2.settings import V2Settings
from providers.sandbox.v4.settings import V4Settings

MAY_BE_NEGATIVE = {"seed", "count_delta", "onq_clock"}
AT_LEAST_ONE = {
    "rows_per_day", "rows_per_file", "v2_rows_per_file", "v4_largest_file", "activity_page",
    "onq_size_limit",
}  # fmt: skip
MICROSECONDS_A_DAY = 86_400_000_000


@dataclass(frozen=True)
class Settings(V1Settings, V2Settings, V4Settings, OnqSettings):
    """Everything the documents leave open, and the size and speed of what is delivered."""

    seed: int = option(1, "another seed gives other comments")
    zone: str = option("UTC", "zone of the zoneless times in `since` and `to`")
    rows_per_day: int = option(1000, "how many comments each day holds")
    rows: int | None = option(
        None, "exactly so many comments in the next export, whatever its range"
    )
    format: Literal["zip", "gzip", "plain", "mixed"] = option(
        "zip", "zip, gzip, plain, or mixed: each file another one"
    )
    range_end: Literal["before", "through"] = option(
        "before", "an export goes up to the end of its range, or through that second"
    )
    processing_seconds: float = option(2.0, "an export is Processing at least so long")
    link_seconds: float = option(604_800.0, "a signed link lives so long")
    expired_link_status: int = option(403, "answer to an expired link, 403 or 410")
    wrong_token_status: int = option(401, "answer to a wrong token, 401 or 403")
    foreign_spot: str = option("", "rows and events name this spot and not the asked one")
    empty_export: Literal["no_links", "header_only"] = option(
        "no_links", "an export without comments has no file, or one with only a header"
    )
    status_link_name: Literal["status_link", "status-link"] = option(
        "status_link", "the member of an answer of v2 or v4 that has the status URL"
    )
    status_link_host: str = option("", "scheme and host of that URL; else those of the request")
    ready_word: str = option("", "`status` of a ready export of v2 or v4; without it only links")
    aborted_word: str = option("Aborted", "`status` of an aborted export of v2 or v4")
    accept_ranges: bool = option(True, "files can be asked for in part")
    etag: Literal["strong", "weak", "none"] = option("strong", "what ETag a file carries")
    download_bytes_per_second: int = option(0, "throttle of every file, 0 for none")
    article_events: int = option(60, "events of an article that has no number of its own")
    article_page: int = option(0, "so many events when `count` is missing, 0 for all")
    article_new_etag: Literal["last_event", "head"] = option(
        "last_event", "new_etag under a `count`: the last event returned, or the newest there is"
    )
    article_users: Literal["after", "before"] = option("after", "where `users` stands to `events`")
    article_times: Literal["text", "seconds", "iso"] = option(
        "text", "written_at as documented, as Unix seconds, or as ISO 8601"
    )
    article_unknown_events: bool = option(False, "events of kinds that are not documented mix in")
    messages_count: bool = option(True, "messages-count answers; else it is not found")
    messages_count_limit: int = option(
        30, "more articles at once are a bad request, 0 for no limit"
    )
    activity_off: str = option("", "the spot user activity is not enabled for, * for all")
    activity_messages: int = option(40, "messages of a person that has no number of their own")
    activity_counts: Literal["messages", "conversations"] = option(
        "messages", "what `count` and `offset` count"
    )
    activity_offset: Literal["next", "position"] = option(
        "next", "cursor.offset: where the next page begins, or where this one does"
    )
    activity_page: int = option(10, "so many when `count` is missing")
    activity_page_limit: int = option(100, "a larger `count` is taken for this, 0 for no limit")
    activity_unknown: Literal["empty", "not_found"] = option(
        "empty", "answer about an unknown person"
    )
    activity_times: Literal["seconds", "fractions", "milliseconds", "text"] = option(
        "seconds", "the form of written_at; documented are seconds"
    )
    activity_replies: bool = option(False, "some messages come with somebody's reply within them")

    def changed(self, changes: Mapping[str, object]) -> "Settings":
        """A copy with other values; BadRequestError when a name or value is not possible."""
        for name, value in changes.items():
            check(name, value)
        return replace(self, **changes)  # type: ignore[arg-type]  # each was checked against its hint


def check(name: str, value: object) -> None:
    hints = get_type_hints(Settings)
    if name not in hints:
        raise BadRequestError(f"There is no setting {name!r}; there are {', '.join(hints)}.")
    if not fits(value, hints[name]):
        raise BadRequestError(f"{value!r} does not suit the setting {name}.")
    if isinstance(value, int | float) and value < lowest(name):
        raise BadRequestError(f"{value!r} is too low for the setting {name}.")
    if name in {"rows", "rows_per_day"} and isinstance(value, int) and value > MICROSECONDS_A_DAY:
        raise BadRequestError(f"{value!r} is too high: one comment a microsecond is the limit.")
    if name == "zone":
        check_zone(str(value))
    if name == "onq_day" and value:
        check_day(str(value))


def lowest(name: str) -> float:
    if name in MAY_BE_NEGATIVE:
        return float("-inf")
    return 1 if name in AT_LEAST_ONE else 0


def check_zone(name: str) -> None:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise BadRequestError(f"{name!r} is not a time zone.") from error


def check_day(day: str) -> None:
    try:
        date.fromisoformat(day)
    except ValueError as error:
        raise BadRequestError(f"{day!r} is not a day like 2024-03-01.") from error


def abouts() -> dict[str, str]:
    """Each setting's name and what it means, for the command's help."""
    return {one.name: one.metadata["about"] for one in fields(Settings)}
