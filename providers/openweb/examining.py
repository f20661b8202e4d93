"""What a file holds, found out before it is published."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from itertools import islice
from pathlib import Path

from providers.openweb.data_sets import DataSet, data_set_in
from providers.openweb.ids import conversations_of, escape_post_id, spot_of
from providers.openweb.limits import DEFAULT_LIMITS, Limits
from providers.openweb.rows import Table, open_table
from providers.openweb.seen import SeenIds
from providers.times import parse_time

BATCH = 20_000
_SPOTS_NAMED = 20
_LONGEST_ID = 4_000  # the address of an article may be a part of it; what is longer is cut
_EXAMINED = {DataSet.COMMENTS: ("id", "spot_id", "written_at", "post_id")}
_ELSEWHERE = ("", "spot_id", "", "")  # a user's id, and when a rank was given, say nothing here
_EVER = (datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC))
_NOWHERE = -1  # a missing column: every examined row gets an empty cell at its end

Cells = tuple[list[str], list[str], list[str], list[str]]  # ids, spots, times and articles


@dataclass
class FileReport:
    """What was found in one file.

    `first_at` and `last_at` are in UTC. `duplicate_ids` counts rows whose id came by before, in
    this file or an earlier one of the part. `outside_range` counts rows before `since` or after
    `to` (both ends belong to the range: the document does not say). `undated` rows have no time
    that could be read. `other_articles` counts rows of other articles than the one asked for.
    `foreign_spots` counts rows by the other spot they name. What is said of ids, times and articles
    is said of comments only; in another data set a spot is named by its column alone.
    """

    kind: str
    member_name: str | None
    header: list[str]
    data_set: DataSet = DataSet.COMMENTS
    rows: int = 0
    duplicate_ids: int = 0
    without_id: int = 0
    outside_range: int = 0
    undated: int = 0
    other_articles: int = 0
    foreign_spots: dict[str, int] = field(default_factory=dict)
    first_at: datetime | None = None
    last_at: datetime | None = None
    ragged_rows: int = 0
    invalid_bytes: int = 0
    bytes_unpacked: int = 0


def examine(
    path: Path,
    *,
    spot_id: str,
    seen: SeenIds,
    since: datetime | None = None,
    to: datetime | None = None,
    post_id: str = "",
    limits: Limits = DEFAULT_LIMITS,
    zone: tzinfo = UTC,
    several_data_sets: bool = False,
    texts_are_elsewhere: bool = False,
    member: str | None = None,
) -> FileReport:
    """Read the file to its end, in flat memory, and say what is in it; raises FileDamaged.

    Naive `since` and `to`, and times in the file without a zone, are in `zone`. Without these two,
    no time is outside, and without `post_id`, no article is another one. Without
    `several_data_sets` the file has to be of comments, and is damaged when it has no id or text.
    With `texts_are_elsewhere`, another file of the same export has the comments' texts, and what
    has none is not of comments. `member` is one file of a zip that holds several.
    """
    within = (_aware(since or _EVER[0], zone), _aware(to or _EVER[1], zone))
    with open_table(path, limits, member, several_data_sets=several_data_sets) as table:
        data_set = data_set_in(table, texts_are_elsewhere=texts_are_elsewhere)
        report = FileReport(table.member.kind, table.member.name, table.header, data_set)
        for ids, spots, times, posts in _batches(table, _EXAMINED.get(data_set, _ELSEWHERE)):
            report.rows += len(ids)
            _note_spots(report, ids, spots, spot_id)
            if data_set is DataSet.COMMENTS:
                _note_ids(report, ids, seen)
                _note_times(report, times, within, zone)
                if post_id:
                    report.other_articles += _of_others(ids, posts, spot_id, post_id)
        report.ragged_rows, report.invalid_bytes = table.ragged_rows, table.invalid_bytes
        report.bytes_unpacked = table.member.bytes_unpacked
    return report


def _aware(moment: datetime, zone: tzinfo) -> datetime:
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)


def _batches(table: Table, columns: Sequence[str]) -> Iterator[Cells]:
    rows, where = iter(table), [table.columns.get(name, _NOWHERE) for name in columns]
    while (cells := _columns(rows, *where))[0]:
        yield cells


def _columns(
    rows: Iterator[list[str]], id_at: int, spot_at: int, time_at: int, post_at: int
) -> Cells:
    """The examined cells of the next BATCH rows; the rest of each row is let go at once.

    Lists of texts, because a tuple a row would keep Python's garbage collector busy.
    """
    ids: list[str] = []
    spots: list[str] = []
    times: list[str] = []
    posts: list[str] = []
    for row in islice(rows, BATCH):
        row.append("")
        ids.append(row[id_at][:_LONGEST_ID])
        spots.append(row[spot_at][:_LONGEST_ID])
        times.append(row[time_at][:_LONGEST_ID])
        posts.append(row[post_at][:_LONGEST_ID])
    return ids, spots, times, posts


def _note_ids(report: FileReport, ids: Sequence[str], seen: SeenIds) -> None:
    filled = [found for found in ids if found]
    report.without_id += len(ids) - len(filled)
    report.duplicate_ids += seen.add(filled)


def _note_spots(report: FileReport, ids: Sequence[str], spots: Sequence[str], spot_id: str) -> None:
    own = f"{spot_id}_"
    if {*spots} <= {"", spot_id} and all(found.startswith(own) for found in ids):
        return
    for found, named in zip(ids, spots, strict=True):
        spot = named if named not in {"", spot_id} else spot_of(found)
        room = spot in report.foreign_spots or len(report.foreign_spots) < _SPOTS_NAMED
        if spot and spot != spot_id and room:
            report.foreign_spots[spot] = report.foreign_spots.get(spot, 0) + 1


def _note_times(
    report: FileReport, texts: Sequence[str], within: tuple[datetime, datetime], zone: tzinfo
) -> None:
    moments = [moment for text in texts if (moment := parse_time(text, zone))]
    report.undated += len(texts) - len(moments)
    if not moments:
        return
    start, end = within
    first, last = min(moments).astimezone(UTC), max(moments).astimezone(UTC)
    report.first_at = min(first, report.first_at or first)
    report.last_at = max(last, report.last_at or last)
    if first < start or last > end:
        report.outside_range += sum(not start <= moment <= end for moment in moments)


def _of_others(ids: Sequence[str], posts: Sequence[str], spot_id: str, post_id: str) -> int:
    """How many rows belong to another article, by what they name, else by their ids.

    OpenWeb does not say whether it names articles as publishers write their ids, or escaped.
    """
    own, wanted = f"{spot_id}_", escape_post_id(post_id)
    others = {one for one in {*posts} if one and escape_post_id(one.removeprefix(own)) != wanted}
    starts = tuple(f"{conversation}_" for conversation in conversations_of(spot_id, post_id))
    return sum(
        post in others if post else found.startswith(own) and not found.startswith(starts)
        for found, post in zip(ids, posts, strict=True)
    )
