"""What a page says of articles that were read, for one and for many of anything."""

from exports.by_article.found import Found
from exports.by_article.verdicts import verdict_on
from exports.models import Window


def read(comments: int, post_id: str = "a", count: int | None = None, **found) -> Window:
    """An article that is stored, with as many events as comments unless told."""
    findings = Found(**{"events": comments, **found}).as_json()
    return Window(
        state="stored", post_id=post_id, count=count, received_rows=comments, findings=findings
    )


def words(*windows: Window) -> str:
    return str(verdict_on(windows))


def test_one_is_one_and_many_are_many():
    assert words(read(1)).startswith("1 comment. Read to the end of OpenWeb's feed: 1 event.")
    assert words(read(1200, events=2000)).startswith("1,200 comments. Read to the end")
    assert "1 of them deleted; its last" in words(read(2, deleted=1))
    assert "1,000 of them deleted; their last" in words(read(2000, deleted=1000))


def test_an_event_without_effect_is_told_whatever_it_lacks():
    said = words(read(1, events=4, skipped={"": 1, "comment-created": 1, "comment-liked": 1}))
    assert "without effect: 3 events of kinds" in said
    assert "(no name, comment-created, comment-liked), or about no message" in said


def test_of_nothing_neither_reason_is_claimed():
    assert "under “a”: nobody has written, or its id is another" in words(read(0))
    many = words(*(read(0, post_id=f"a{number}") for number in range(5)))
    assert "“a0”, “a1”, “a2” and 2 more: nobody has written, or their ids are others" in many


def test_a_missing_article_is_counted():
    failed = Window(state="failed", post_id="b")
    assert "1 of 2 parts is missing" in words(read(1), failed)
    assert "2 of 3 parts are missing" in words(read(1), failed, failed)
