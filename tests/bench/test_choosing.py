"""How large a section is."""

from argparse import ArgumentParser
from dataclasses import replace

from bench.sections import SECTIONS

FETCHING = SECTIONS[0]


def given(*words: str):
    parser = ArgumentParser()
    parser.add_argument("--sizes", default="full")
    FETCHING.add_options(parser)
    return parser.parse_args(words)


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
