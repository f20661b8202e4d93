"""How large a section is."""

from argparse import ArgumentParser
from dataclasses import replace

from bench.sections import SECTIONS

FETCHING = SECTIONS[0]
[POLLS] = [section for section in SECTIONS if section.name == "polls"]


def given(*words: str, section=FETCHING):
    parser = ArgumentParser()
    parser.add_argument("--sizes", default="full")
    section.add_options(parser)
    return parser.parse_args(words)


def test_part_of_a_minute_can_be_chosen():
    assert POLLS.chosen(given("--polls-minutes", "0.5", section=POLLS)).minutes == 0.5


def test_it_is_as_large_as_it_can_be_unless_somebody_says_otherwise():
    assert FETCHING.chosen(given()) == FETCHING.full


def test_a_number_that_is_named_changes_no_other():
    chosen = FETCHING.chosen(given("--sizes", "tiny", "--fetching-rounds", "9"))
    assert chosen == replace(FETCHING.tiny, rounds=9)


def test_the_command_to_repeat_it_names_what_was_named():
    command = FETCHING.command(given("--sizes", "tiny", "--fetching-rounds", "9"))
    assert command == "python -m bench --only fetching --sizes tiny --fetching-rounds 9"


def test_large_numbers_are_written_out():
    options = given("--fetching-megabytes", "1000000")
    assert FETCHING.command(options).endswith("--fetching-megabytes 1000000")
