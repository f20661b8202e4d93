"""Numbers that stand on the page."""

from itertools import count

import pytest

from bench.figures import against, memory_table
from bench.measuring import Run, in_turns
from bench.polls.lateness import lateness, share


def test_everybody_has_a_turn_before_somebody_has_the_second():
    clock = count()
    runs = in_turns(2, dict.fromkeys("ab", lambda: Run(next(clock))))
    assert runs == {"a": [Run(0), Run(2)], "b": [Run(1), Run(3)]}


def test_a_ratio_is_the_median_of_those_of_each_round():
    ours, theirs = [Run(1), Run(2), Run(9)], [Run(2), Run(2), Run(3)]
    assert against({"ours": ours, "theirs": theirs}, "ours", "theirs") == "1.00"


def test_nobody_is_compared_with_themselves():
    assert against({"ours": [Run(1)]}, "ours", "ours") == ""


def test_memory_says_by_how_much_the_largest_took_more():
    table = memory_table({10: 1_000_000, 20: 2_000_000, 30: 2_500_000}, "rows", {"a script": 9})
    assert ("the last two differ by", "+0.5") in table.rows


@pytest.mark.parametrize(("came", "late"), [(12.0, 2.0), (10.0, 0.0), (None, 50.0), (99.0, 50.0)])
def test_a_poll_is_as_late_as_it_came_or_as_the_time_was_up(came, late):
    arrivals = [] if came is None else [("e", came)]
    assert lateness([("e", 10.0)], arrivals, began=0.0, ended=60.0).every == [late]


def test_a_poll_before_it_was_due_does_not_count_as_it():
    found = lateness([("e", 10.0)], [("e", 9.0), ("e", 13.0)], began=0.0, ended=60.0)
    assert found.every == [3.0]


def test_where_nothing_was_due_no_share_is_made_up():
    assert share([], 0.99) is None
