"""comments.csv and events.jsonl: every text as it came, whatever stands in it."""

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from providers.openweb.comments import keep_lines, write_csv
from tests.providers.replaying import event, replayed, user

HEADER = (
    "id,parent_id,root_id,type,conversation_id,post_id,user_id,user_name,display_name,nick_name,"
    "written_at,content,edited,deleted,anonymous\r\n"
)
HOSTILE = [
    '=HYPERLINK("http://evil")',
    "a,b;c\td",
    'say "hi"',
    "line\nbreak",
    "\r",
    "\r\n",
    "nul\0here",
    " space ",
    "\u2028\ufeff\U0001f600",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_comes_out_of_the_csv_as_it_went_in(text: str, tmp_path: Path) -> None:
    path = tmp_path / "comments.csv"
    items = [user("u_1", text), event("comment-created", "a", content=text, user_id="u_1")]
    with replayed(items) as replay, path.open("w", encoding="utf-8", newline="") as file:
        assert write_csv(replay.comments(), file) == 1
    with path.open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["content"], row["user_name"]) == (text, text)


@given(st.lists(st.text(), max_size=5))
def test_any_texts_survive_the_csv(texts: list[str]) -> None:
    items = [event("comment-created", f"{at:03}", content=text) for at, text in enumerate(texts)]
    file = io.StringIO(newline="")
    with replayed(items) as replay:
        write_csv(replay.comments(), file)
    file.seek(0)
    assert [row["content"] for row in csv.DictReader(file)] == texts


def test_no_comments_are_a_header_alone() -> None:
    file = io.StringIO(newline="")
    assert write_csv([], file) == 0
    assert file.getvalue() == HEADER


def test_marks_are_words() -> None:
    file = io.StringIO(newline="")
    with replayed([event("comment-created", "a"), event("comment-deleted", "a")]) as replay:
        write_csv(replay.comments(), file)
    assert file.getvalue().endswith(",false,true,false\r\n")


def test_events_are_kept_one_a_line_and_passed_on() -> None:
    items = [
        event("comment-created", "a", content="a\nbü"),
        user("u_1", "ann"),
        event("comment-liked", "a"),
    ]
    file = io.BytesIO()
    assert list(keep_lines(items, file)) == items
    lines = file.getvalue().decode().split("\n")
    assert [json.loads(line)["type"] for line in lines[:-1]] == ["comment-created", "comment-liked"]
    assert lines[-1] == ""
