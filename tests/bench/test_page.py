"""What the page says of the results that are kept."""

from dataclasses import replace

import pytest

from bench import page
from bench.report import Table
from bench.results import Result, keep, kept
from bench.sections import SECTIONS

FETCHING, RANGES, *_ = SECTIONS
TABLE = Table("One file", ["median"], [["curl | sha256sum", "0.35 s"]])
RESULT = Result(
    section=FETCHING.name,
    measured_at="2026-11-22 17:05",
    seconds=12.4,
    command="python -m bench --only fetching --sizes full",
    machine={"processor": "two cores", "this code": "c3fd347"},
    report=[TABLE, "A sentence."],
)


def written(*results: Result) -> str:
    return page.text([FETCHING, RANGES], {result.section: result for result in results})


@pytest.mark.parametrize("words", ["**One file**", "| median |", "0.35 s", "A sentence."])
def test_what_was_found_stands_there(words):
    assert words in written(RESULT)


def test_it_says_when_it_was_measured_and_how_to_repeat_it():
    said = "Measured 2026-11-22 17:05 UTC in 12 s by `python -m bench --only fetching --sizes full`"
    assert said in written(RESULT)


def test_a_bar_in_a_name_makes_no_further_column():
    assert r"| curl \| sha256sum | 0.35 s |" in written(RESULT)


def test_what_was_never_measured_is_told():
    assert written(RESULT).count(page.NOT_YET) == 1


def test_facts_that_all_sections_share_are_told_once():
    other = replace(RESULT, section=RANGES.name)
    assert written(RESULT, other).count("c3fd347") == 1


def test_a_section_of_another_commit_says_so_itself():
    other = replace(RESULT, section=RANGES.name, machine=RESULT.machine | {"this code": "5fe6182"})
    text = written(RESULT, other)
    assert "this code: c3fd347" in text
    assert "this code: 5fe6182" in text


def test_a_later_run_of_one_section_leaves_the_others_as_they_were(tmp_path):
    other = replace(RESULT, section=RANGES.name)
    for result in (RESULT, other, replace(RESULT, seconds=99.0)):
        keep(result, tmp_path)
    assert kept(tmp_path) == {"fetching": replace(RESULT, seconds=99.0), "ranges": other}


def test_the_page_in_the_documentation_is_what_the_results_say():
    results = kept(page.DOCS / page.RESULTS)
    assert (page.DOCS / page.PAGE).read_text() == page.text(SECTIONS, results)
