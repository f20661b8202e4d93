"""Buttons: plain forms, each leading to a page that says what happened."""

import pytest
from django.test import Client
from django.urls import reverse

from exports.models import Export
from tests.exports import factories


@pytest.fixture
def press(browser):
    def post(name, export):
        return browser.post(reverse(f"exports:{name}", args=[export.pk]), follow=True)

    return post


@pytest.fixture
def failed(ana, site):
    export = factories.make_export(ana, state="failed")
    factories.make_window(export, site, state="failed", message="Gone.")
    return export


def test_cancel_stops_what_waits(press, ana, site):
    export = factories.make_export(ana)
    factories.make_window(export, site)
    assert "Cancelled" in press("cancel", export).content.decode()


def test_retry_sets_it_going_again(press, failed):
    press("retry", failed)
    failed.refresh_from_db()
    assert failed.is_open


def test_retry_of_what_is_here_says_so(press, export):
    assert "Nothing to retry" in press("retry", export).content.decode()


def test_same_again_makes_a_new_export_and_leads_there(press, export):
    page = press("repeat", export)
    again = Export.objects.exclude(pk=export.pk).get()
    assert page.redirect_chain[0][0] == again.get_absolute_url()


def test_same_again_twice_leads_to_the_one_that_runs(press, export):
    press("repeat", export)
    assert "already running" in press("repeat", export).content.decode()
    assert Export.objects.count() == 2


def test_same_again_without_its_site_says_why(press, export, site):
    site.delete()
    assert "was deleted" in press("repeat", export).content.decode()


def test_delete_leads_to_the_list(press, export):
    page = press("delete", export)
    assert page.redirect_chain[0][0] == reverse("exports:list")
    assert not Export.objects.exists()


def test_what_runs_is_not_deleted(press, ana, site):
    export = factories.make_export(ana)
    factories.make_window(export, site)
    assert "Cancel it first" in press("delete", export).content.decode()
    assert Export.objects.exists()


def test_a_post_from_elsewhere_is_refused(export, ana):
    client = Client(enforce_csrf_checks=True)
    client.force_login(ana)
    assert client.post(reverse("exports:delete", args=[export.pk])).status_code == 403
    assert Export.objects.exists()
