"""`python -m bench.articles.peer FOLDER < LINK`: the script that somebody would write instead.

Downloads an article's feed, replays it with a dictionary and writes the same zip as Threadkeep. It
asks once, holds all of it in memory and believes all of it: no odd times, no other spots, no
answers in pages; nothing goes on after a break, and there are no updates.
"""

import csv
import gzip
import io
import json
import os
import sys
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import psutil
import requests

from bench.memory import highest_peak

Row = dict[str, Any]
COLUMNS = (
    *("id", "parent_id", "root_id", "type", "conversation_id", "post_id"),
    *("user_id", "user_name", "display_name", "nick_name"),
    *("written_at", "content", "edited", "deleted", "anonymous"),
)
LEVEL = 6
SOFT, WITH_REPLIES = 1, 2
DELETED = {"comment-deleted": WITH_REPLIES, "comment-soft-deleted": SOFT, "reply-deleted": SOFT}


def main(folder: Path, link: str) -> None:
    answer = requests.get(link, timeout=600)
    answer.raise_for_status()
    feed = json.loads(answer.content)
    rows = replay(feed)
    name_people(rows, feed["users"])
    path = folder / "article.csv.zip"
    write(path, rows, feed["events"], answer.content)
    with zipfile.ZipFile(path) as archive:
        sums = (member.CRC for member in archive.infolist()[:2])
        print(*sums, highest_peak([psutil.Process()]))


def replay(feed: Row) -> dict[str, Row]:
    rows: dict[str, Row] = {}
    for event in feed["events"]:
        message, kind = event["message"], event["type"]
        if kind.endswith("-created"):
            rows[message["id"]] = new_row(feed, kind.removesuffix("-created"), message)
        elif row := rows.get(message["id"]):
            change(row, kind, message)
    return rows


def new_row(feed: Row, kind: str, message: Row) -> Row:
    return {
        "id": message["id"],
        "parent_id": message["id"].rpartition("_r_")[0],
        "root_id": message["id"].partition("_r_")[0],
        "type": kind,
        "conversation_id": feed["conversation_id"],
        "post_id": feed["post_id"],
        "user_id": message.get("user_id", ""),
        "nick_name": message.get("nick_name", ""),
        "written_at": datetime.fromisoformat(message["written_at"]).isoformat(),
        "content": message["content"],
        "edited": "false",
        "deleted": 0,
        "anonymous": "false",
    }


def change(row: Row, kind: str, message: Row) -> None:
    if kind.endswith("-edited"):
        row |= {"content": message["content"] or row["content"], "edited": "true"}
    elif kind.endswith("-anonymous"):
        row |= {"user_id": "", "nick_name": "", "anonymous": "true"}
    elif kind in DELETED:
        row["deleted"] = DELETED[kind]


def name_people(rows: dict[str, Row], people: Row) -> None:
    for row in rows.values():
        person = people.get(row["user_id"], {})
        row["user_name"] = person.get("user_name", "")
        row["display_name"] = person.get("display_name", "")


def write(path: Path, rows: dict[str, Row], events: list[Row], answer: bytes) -> None:
    with path.open("wb") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            write_csv(archive, rows)
            with archive.open("events.jsonl", "w") as member:
                member.writelines(json.dumps(event).encode() + b"\n" for event in events)
            packed = gzip.compress(answer, LEVEL)
            archive.writestr("answers/0001.json.gz", packed, zipfile.ZIP_STORED)
        file.flush()
        os.fsync(file.fileno())


def write_csv(archive: zipfile.ZipFile, rows: dict[str, Row]) -> None:
    with (
        archive.open("comments.csv", "w") as member,
        io.TextIOWrapper(member, "utf-8", newline="") as file,
    ):
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\r\n")
        writer.writeheader()
        for row in sorted(rows.values(), key=lambda row: (row["written_at"], row["id"])):
            writer.writerow(row | {"deleted": "true" if is_gone(row, rows) else "false"})


def is_gone(row: Row, rows: dict[str, Row]) -> bool:
    """Deleted itself, or gone with a comment above it."""
    if row["deleted"]:
        return True
    while above := rows.get(row["parent_id"]):
        if above["deleted"] == WITH_REPLIES:
            return True
        row = above
    return False


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.stdin.read().strip())
