"""A page costs as many queries for a hundred as for one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from exports.models import Event
from tests.exports import factories


def queries(client, url, **options) -> int:
    client.get(url, **options)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url, **options).status_code == 200
    return len(captured)


def with_windows(person, site, number, state):
    export = factories.make_export(person, state=state)
    for position in range(number):
        window = factories.make_stored_window(export, site, 3, position=position)
        factories.make_file(window, factories.csv_zip(factories.comments(site, 3)))
        Event.objects.create(export=export, window=window, sentence="Stored.")
    last = factories.make_window(export, site, position=number, state="processing")
    if state == "ready":
        last.delete()
    return export.get_absolute_url()


@pytest.mark.parametrize("state", ["ready", "running"])
@pytest.mark.parametrize("htmx", [False, True])
def test_the_page_of_an_export(browser, ana, site, state, htmx):
    headers = {"HX-Request": "true"} if htmx else {}
    one = queries(browser, with_windows(ana, site, 1, state), headers=headers)
    hundred = queries(browser, with_windows(ana, site, 100, state), headers=headers)
    assert hundred <= one + 1  # one more asks for the rest of a long list
    assert one < 25


def test_the_list(browser, ana, site):
    factories.make_ready_export(ana, site)
    one = queries(browser, reverse("exports:list"))
    for _ in range(49):
        factories.make_ready_export(ana, site)
    assert queries(browser, reverse("exports:list")) == one


def test_the_form(browser, ana):
    for _ in range(2):
        factories.make_site()
    few = queries(browser, reverse("exports:new"))
    for _ in range(30):
        factories.make_site()
    assert queries(browser, reverse("exports:new")) == few


def test_the_plan_of_many_days(browser, ana):
    site = factories.make_site(generation="v2")
    plan = f"{reverse('exports:new')}?site={site.pk}&last_day=2026-03-31&first_day=2026-"
    assert queries(browser, f"{plan}01-01") == queries(browser, f"{plan}03-31")
