"""Owner, colleague, stranger, viewer and nobody at every address of the room."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.exports import factories

PAGES = ("detail", "download", "merged", "file")
ACTIONS = ("cancel", "retry", "repeat", "delete")


def address(name, export):
    arguments = [export.pk]
    if name == "file":
        arguments.append(export.windows.get().parts.get().pk)
    return reverse(f"exports:{name}", args=arguments)


@pytest.mark.parametrize("name", PAGES)
def test_the_owner_and_a_colleague_see_it(name, export, as_person, ana, colleague):
    for person in (ana, colleague):
        response = as_person(person).get(address(name, export))
        assert response.status_code == 200
        response.getvalue()


@pytest.mark.parametrize("name", PAGES)
def test_to_a_stranger_it_does_not_exist(name, export, as_person, stranger):
    assert as_person(stranger).get(address(name, export)).status_code == 404


@pytest.mark.parametrize("name", ACTIONS)
def test_a_stranger_changes_nothing(name, export, as_person, stranger):
    assert as_person(stranger).post(address(name, export)).status_code == 404


@pytest.mark.parametrize("name", ACTIONS)
def test_a_viewer_changes_nothing(name, export, as_person, viewer):
    assert as_person(viewer).post(address(name, export)).status_code == 403


@pytest.mark.parametrize("name", ACTIONS)
def test_looking_changes_nothing(name, export, browser):
    assert browser.get(address(name, export)).status_code == 405


@pytest.mark.parametrize("name", [*PAGES, *ACTIONS])
def test_nobody_is_sent_to_the_sign_in(name, export):
    response = Client().post(address(name, export))
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


def test_a_fragment_without_a_session_sends_the_whole_page_to_the_sign_in(export, fragment):
    response = Client().get(address("detail", export), headers=fragment, follow=True)
    assert response["HX-Redirect"].startswith(reverse("account_login"))


def test_a_stranger_neither_lists_nor_finds_it(export, as_person, stranger):
    for query in ("", "?q=Daily", "?state=ready", f"?site={export.windows.get().site_id}"):
        page = as_person(stranger).get(reverse("exports:list") + query)
        assert export.title not in page.content.decode()


def test_a_stranger_is_not_offered_its_site(site, as_person, stranger):
    page = as_person(stranger).get(reverse("exports:new")).content.decode()
    assert site.name not in page


def test_a_stranger_cannot_order_its_site(site, as_person, stranger):
    order = {"site": site.pk, "first_day": "2026-03-01", "last_day": "2026-03-02"}
    as_person(stranger).post(reverse("exports:new"), order)
    assert not site.windows.exists()


def test_an_export_with_one_hidden_site_is_hidden(ana, site, as_person, colleague):
    hidden = factories.make_site("Hidden", only_for=[ana])
    both = factories.make_ready_export(ana, site, hidden)
    assert as_person(colleague).get(address("detail", both)).status_code == 404


def test_what_is_left_of_a_deleted_site_is_for_its_requester_and_admins(
    export, site, as_person, ana, colleague
):
    site.delete()
    answers = [
        as_person(person).get(address("detail", export)).status_code
        for person in (ana, factories.make_admin(), colleague)
    ]
    assert answers == [200, 200, 404]


def test_a_viewer_is_not_offered_to_start(as_person, viewer):
    assert as_person(viewer).get(reverse("exports:new")).status_code == 403
    assert (
        reverse("exports:new")
        not in as_person(viewer).get(reverse("exports:list")).content.decode()
    )


def test_a_colleague_may_cancel_but_not_delete(ana, site, as_person, colleague):
    running = factories.make_export(ana)
    factories.make_window(running, site)
    as_person(colleague).post(address("cancel", running))
    running.refresh_from_db()
    assert running.state == "cancelled"
    assert as_person(colleague).post(address("delete", running)).status_code == 403
