"""How sure we are that nothing is missing, in words."""

import pytest

from exports.by_range.verdicts import WHOLE, WHOLE_EACH, verdict_on
from exports.models import Window


def stored(rows, announced=None, grade="whole", **columns):
    return Window(
        state="stored", received_rows=rows, announced_rows=announced, grade=grade, **columns
    )


@pytest.mark.parametrize(
    ("windows", "word", "headline", "sentence"),
    [
        (
            [stored(412_300, 412_300, "complete")],
            "Complete",
            "412,300 rows",
            "As many as OpenWeb announced.",
        ),
        ([stored(5)], "Whole", "5 rows", WHOLE),
        ([stored(1, 9, "incomplete")], "Incomplete", "1 row", "8 fewer than OpenWeb announced."),
        (
            [stored(9, 9, "incomplete", duplicate_rows=2)],
            "Incomplete",
            "9 rows",
            "2 fewer than OpenWeb announced.",
        ),
        (
            [stored(12, 10)],
            "Whole",
            "12 rows",
            "Every announced row is here, and 2 more than OpenWeb announced.",
        ),
        (
            [stored(0, 0, "complete")],
            "Empty",
            "No comments in this range",
            "That is an answer, not an error. OpenWeb announced none.",
        ),
        ([stored(3, 3, "complete"), stored(4)], "Whole", "7 rows", WHOLE_EACH),
        (
            [stored(3, 3, "complete"), Window(state="failed"), Window(state="cancelled")],
            "Incomplete",
            "3 rows",
            "2 of 3 parts are missing.",
        ),
    ],
)
def test_the_weakest_part_decides(windows, word, headline, sentence):
    verdict = verdict_on(windows)
    assert (verdict.word, verdict.headline, verdict.sentence) == (word, headline, sentence)


def test_one_short_part_is_not_made_up_by_another_with_more():
    verdict = verdict_on([stored(92, 100, "incomplete"), stored(108, 100)])
    assert verdict.sentence == "8 fewer than OpenWeb announced."


def test_doubtful_rows_are_noted_and_no_more_is_claimed():
    verdict = verdict_on([stored(9, duplicate_rows=1, outside_rows=2)])
    assert verdict.notes == (
        "1 row with an id that came before.",
        "2 rows dated outside the range: OpenWeb's zone may differ.",
    )
    assert verdict.sentence == "Files intact; OpenWeb announces no number."


def test_what_came_beside_the_comments_is_named_and_casts_no_doubt():
    findings = [{"other_rows": {"users": 1200, "ranks": 3}}, {"other_rows": {"users": 34}}, {}]
    verdict = verdict_on([stored(9, findings=one) for one in findings])
    assert verdict.notes == (
        "Other rows came in files of their own: 1,234 of users and 3 of ranks.",
    )
    assert verdict.sentence == WHOLE_EACH
