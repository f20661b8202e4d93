"""What is asked for takes the key that opens it; without that one nothing starts."""

import pytest
from django.test import Client
from django.urls import reverse

from activity.exporting.order import ActivityOrder
from credentials.models import KeyKind, KeyState, Site
from exports.by_article.order import Article, ArticleOrder
from exports.by_conversation.order import ConversationOrder
from exports.kinds import Order
from exports.models import Export
from exports.services import Refused, start
from providers.openweb.people_ids import PersonId, PersonKind
from tests.exports.rows import make_site, order

FOR_DATES, FOR_THE_REST = KeyKind.EXPORT_V4_KEY, KeyKind.EXPORT_TOKEN


@pytest.fixture
def v4_site(db) -> Site:
    return make_site("The Daily", generation="v4")


def by_article(site: Site) -> Order:
    return ArticleOrder.of([Article(site, "77")])


def by_conversation(site: Site) -> Order:
    return ConversationOrder.of([Article(site, "77")])


def of_a_person(site: Site) -> Order:
    return ActivityOrder(sites=(site,), person=PersonId(PersonKind.USER_ID, "u_1"), capture=1)


NEEDS = [
    (order, FOR_DATES, FOR_THE_REST),
    (by_conversation, FOR_DATES, FOR_THE_REST),
    (by_article, FOR_THE_REST, FOR_DATES),
    (of_a_person, FOR_THE_REST, FOR_DATES),
]


@pytest.mark.parametrize(("asked", "needed", "_"), NEEDS)
def test_without_its_key_it_is_refused_and_the_key_named(ana, v4_site, asked, needed, _):
    v4_site.keys.filter(kind=needed).delete()
    with pytest.raises(Refused, match=f"The Daily has no {needed.label} yet"):
        start(asked(v4_site), ana)
    assert not Export.objects.exists()


@pytest.mark.parametrize(("asked", "needed", "other"), NEEDS)
def test_it_starts_without_the_other_one(ana, v4_site, asked, needed, other):
    v4_site.keys.filter(kind=other).delete()
    windows = start(asked(v4_site), ana)[0].windows.all()
    assert {window.key_kind for window in windows} == {needed}


@pytest.fixture
def form(ana, client: Client):
    client.force_login(ana)
    return lambda of: client.get(reverse(f"exports:{of}")).content.decode()


def test_the_form_of_days_tells_of_the_key_for_dates_alone(form, v4_site):
    v4_site.keys.filter(kind=FOR_THE_REST).update(state=KeyState.REFUSED)
    assert "OpenWeb refuses its key" not in form("new")
    v4_site.keys.filter(kind=FOR_DATES).update(state=KeyState.REFUSED)
    assert "OpenWeb refuses its key" in form("new")
    v4_site.keys.filter(kind=FOR_DATES).delete()
    assert "It has no Export v4 API key yet" in form("new")


def test_the_form_of_articles_is_content_with_either(form, v4_site):
    v4_site.keys.filter(kind=FOR_DATES).update(state=KeyState.REFUSED)
    assert "OpenWeb refuses its key" not in form("new-articles")
    v4_site.keys.all().delete()
    assert "It has no Export v4 API key and no Export token yet" in form("new-articles")
