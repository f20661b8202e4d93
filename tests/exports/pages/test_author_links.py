"""Authors in the first rows lead to what they wrote, for readers who may look people up."""

import pytest

from accounts.models import Right
from tests.exports import factories

HEADER = ("message_id", "user_id", "user_name", "content")


@pytest.fixture
def export(ana, site):
    export = factories.make_export(ana, state="ready")
    window = factories.make_stored_window(export, site, 2)
    rows = [["1", "u_a&b<i>", "Pat", "One"], ["2", "", "A guest", "Two"]]
    factories.make_file(window, factories.csv_zip(rows, HEADER), rows=2)
    return export


def test_an_author_with_an_id_is_a_link(browser, export, site):
    text = browser.get(export.get_absolute_url()).content.decode()
    address = f'href="/people/?who=u_a%26b%3Ci%3E&amp;site={site.pk}"'
    assert text.count(address) == 2  # the name, and the id
    assert text.count("/people/?who=") == 2  # a guest has nothing to look up


def test_without_the_right_it_is_text(as_person, export, site):
    reader = factories.make_user("reader", Right.START_EXPORTS)
    site.allowed_people.add(reader)
    text = as_person(reader).get(export.get_absolute_url()).content.decode()
    assert "Pat" in text
    assert "/people/" not in text
