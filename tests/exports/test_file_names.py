"""Names of files that people take away, whatever the site and the article are called."""

import pytest

from exports.names import file_name, slug
from tests.exports.articles.asking import asked
from tests.exports.rows import make_site


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("The Daily", "the-daily"),
        ("../../etc/passwd", "etc-passwd"),
        ("a\0\r\nb\u202ec%00", "a-b-c-00"),
        ("\ud800…", "site"),
        ("x" * 300, "x" * 40),
    ],
)
def test_a_name_becomes_letters_and_digits(name, short):
    assert slug(name) == short


@pytest.mark.parametrize("letter", ["a", "é", "日", "𐐨", "ß", "ﷺ"])
def test_a_long_name_in_any_script_fits_into_a_file_system(ana, letter):
    export = asked(ana, (make_site(letter * 100), letter * 300), count=1_000_000)
    name = file_name(export)
    assert len(name.encode()) <= 255
    assert letter.casefold()[0] in name
