"""Who may bring an export up to date, watch it, and stop that."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from exports import services
from exports.models import Export, ExportState, Watch
from tests.exports.articles.asking import asked

ACTIONS = ("update", "watch", "stop-watch")


@pytest.fixture
def copy(ana, site) -> Export:
    """As after a fetch; nothing here looks into its files."""
    export = asked(ana, (site, "article-1"))
    export.windows.update(state="stored", due_at=None)
    Export.objects.filter(pk=export.pk).update(state=ExportState.READY)
    export.refresh_from_db()
    return export


@pytest.fixture
def watch(copy, ana) -> Watch:
    until = timezone.now() + timedelta(days=1)
    return services.watch(copy, timedelta(hours=1), until, ana)


def do(client: Client, action: str, export: Export):
    tomorrow = timezone.now() + timedelta(days=1)
    typed = {"minutes": "60", "last_day": f"{tomorrow:%Y-%m-%d}"}
    return client.post(reverse(f"exports:{action}", args=[export.pk]), typed)


def outcome() -> tuple[int, int]:
    """Exports, and watches that go on."""
    return Export.objects.count(), Watch.objects.filter(ended_at=None).count()


@pytest.mark.parametrize("action", ACTIONS)
def test_to_a_stranger_it_does_not_exist(action, copy, as_person, stranger):
    assert do(as_person(stranger), action, copy).status_code == 404
    assert outcome() == (1, 0)


@pytest.mark.parametrize("action", ACTIONS)
def test_a_viewer_may_not(action, copy, as_person, viewer):
    assert do(as_person(viewer), action, copy).status_code == 403
    assert outcome() == (1, 0)


@pytest.mark.parametrize("action", ACTIONS)
def test_nobody_is_sent_to_the_sign_in(action, copy):
    assert do(Client(), action, copy)["Location"].startswith(reverse("account_login"))
    assert outcome() == (1, 0)


@pytest.mark.parametrize("action", ACTIONS)
def test_who_was_deactivated_is_nobody(action, copy, as_person, colleague):
    client = as_person(colleague)
    colleague.is_active = False
    colleague.save()
    assert do(client, action, copy)["Location"].startswith(reverse("account_login"))
    assert outcome() == (1, 0)


@pytest.mark.parametrize("action", ACTIONS)
def test_looking_changes_nothing(action, copy, browser):
    assert browser.get(reverse(f"exports:{action}", args=[copy.pk])).status_code == 405


@pytest.mark.parametrize("action", ACTIONS)
def test_a_form_of_another_page_changes_nothing(action, copy, ana):
    client = Client(enforce_csrf_checks=True)
    client.force_login(ana)
    assert do(client, action, copy).status_code == 403
    assert outcome() == (1, 0)


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("pk", ["9" * 7, "9" * 25])
def test_a_guessed_number_leads_nowhere(action, pk, browser, copy):
    path = reverse(f"exports:{action}", args=[copy.pk]).replace(f"/{copy.pk}/", f"/{pk}/")
    assert browser.post(path).status_code == 404


def test_a_colleague_may_stop_what_another_began(watch, copy, as_person, colleague):
    do(as_person(colleague), "stop-watch", copy)
    watch.refresh_from_db()
    assert (watch.due_at, watch.message) == (None, "Stopped by colleague.")


def test_deleting_says_that_the_watch_ends(watch, copy, browser):
    assert "Its watch ends." in browser.get(copy.get_absolute_url()).content.decode()
    do(browser, "stop-watch", copy)
    assert "Its watch ends." not in browser.get(copy.get_absolute_url()).content.decode()


def test_a_colleagues_update_is_a_copy_of_their_own(copy, as_person, colleague):
    do(as_person(colleague), "update", copy)
    assert copy.updates.get().requested_by == colleague


def test_pressing_twice_leads_to_the_one_that_runs(copy, browser):
    first, second = (do(browser, "update", copy)["Location"] for _ in range(2))
    assert first == second
    assert outcome() == (2, 0)


def test_articles_are_asked_for_by_those_who_may_alone(site, as_person, viewer, stranger):
    typed = {"site": site.pk, "articles": "article-1"}
    url = reverse("exports:new-articles")
    assert as_person(viewer).post(url, typed).status_code == 403
    assert site.name not in as_person(stranger).post(url, typed).content.decode()
    assert Client().post(url, typed).status_code == 302
    assert not Export.objects.exists()


def test_no_cache_keeps_what_the_form_says_of_lines(site, browser, fragment):
    typed = {"site": site.pk, "articles": "article-1", "check": "1"}
    url = reverse("exports:new-articles")
    for response in (browser.post(url, typed), browser.post(url, typed, headers=fragment)):
        assert "no-store" in response["Cache-Control"]
