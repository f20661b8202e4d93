"""A page costs as many queries for five hundred as for ten."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.activity.rows import make_capture, make_look_up
from tests.exports.factories import make_site


def queries(client, url, query=None, **options) -> int:
    client.get(url, query, **options)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url, query, **options).status_code == 200
    return len(captured)


@pytest.mark.parametrize(
    "query", [{}, {"by": "article"}, {"status": "approved"}, {"seen": "some.x"}]
)
@pytest.mark.parametrize("htmx", [False, True])
def test_the_page_of_a_person(ana_browses, ana, site, query, htmx):
    options = {"headers": {"HX-Request": "true"}} if htmx else {}
    few = make_capture(site, ana, 10).get_absolute_url()
    many = make_capture(site, ana, 500).get_absolute_url()
    number = queries(ana_browses, few, query, **options)
    assert queries(ana_browses, many, query, **options) == number
    assert number < 20


def test_what_was_found(ana_browses, ana, site):
    one = make_look_up(ana, make_capture(site, None, 3))
    captures = [make_capture(make_site(), None, 2) for _ in range(20)]
    many = make_look_up(ana, *captures)
    few = queries(ana_browses, f"/people/look-ups/{one.pk}/")
    assert queries(ana_browses, f"/people/look-ups/{many.pk}/") == few


def test_the_form_and_the_recent_look_ups(ana_browses, ana, site):
    make_capture(site, ana)
    few = queries(ana_browses, "/people/")
    for _ in range(15):
        make_look_up(ana, *(make_capture(make_site(), None, 1) for _ in range(2)))
    assert queries(ana_browses, "/people/") == few
