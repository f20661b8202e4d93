"""What is said of conversations that came: nothing is claimed that OpenWeb does not announce."""

from exports.by_conversation.verdicts import verdict_on
from exports.models import Grade, Window


def window(rows: int, **columns) -> Window:
    return Window(state="stored", post_id="one", received_rows=rows, **columns)


def test_intact_files_are_whole_and_never_complete():
    verdict = verdict_on([window(2), window(1, findings={"other_rows": {"users": 3}})])
    assert (verdict.grade, verdict.headline) == (Grade.WHOLE, "3 comments")
    assert "no duplicate ids; OpenWeb announces no number" in verdict.sentence
    assert verdict.notes == ("Other rows came in files of their own: 3 of users.",)


def test_what_is_odd_is_noted_and_not_called_free_of_duplicates():
    verdict = verdict_on([window(3, duplicate_rows=1, outside_rows=2)])
    assert verdict.sentence == "Files intact; OpenWeb announces no number."
    assert verdict.notes == (
        "1 row with an id that came before.",
        "2 comments belong to other articles than OpenWeb was asked for.",
    )


def test_an_empty_article_among_others_is_named():
    verdict = verdict_on([window(3), window(0)])
    assert "no comments under “one”" in verdict.notes[0]
    assert "no duplicate ids" in verdict.sentence


def test_articles_that_are_not_here_make_it_incomplete():
    verdict = verdict_on([window(3), Window(state="failed", post_id="two")])
    assert verdict.grade == Grade.INCOMPLETE
    assert verdict.sentence == "1 of 2 parts is missing."
