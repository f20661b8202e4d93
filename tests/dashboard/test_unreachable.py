"""The database is away: pages say so, with the status that tells proxies to come again."""

import pytest
from django.db import OperationalError
from django.test import Client

from jobs import database

pytestmark = pytest.mark.django_db


@pytest.fixture
def away(monkeypatch):
    monkeypatch.setattr(database, "answers", lambda: False)


@pytest.mark.usefixtures("away")
def test_a_page_says_so_and_when_to_come_again(client):
    answer = client.get("/accounts/login/")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
    assert "Threadkeep cannot reach its database" in answer.text
    assert answer.headers["Content-Security-Policy"]
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.usefixtures("away")
def test_a_fragment_is_one_sentence(client):
    answer = client.get("/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.text) == (503, "Threadkeep cannot reach its database.")


@pytest.mark.usefixtures("away")
def test_nobody_needs_to_be_signed_in_to_be_told(client, tom):
    client.force_login(tom)
    assert client.get("/exports/").status_code == 503


def test_lost_in_the_middle_of_a_page_it_says_so_as_well(monkeypatch, tom):
    client = Client(raise_request_exception=False)
    client.force_login(tom)
    monkeypatch.setattr("dashboard.queries.work_for", lose)
    monkeypatch.setattr(database, "went_away", lambda error: isinstance(error, OperationalError))
    assert client.get("/").status_code == 503


def test_a_mistake_of_ours_is_still_told_as_one(monkeypatch, tom):
    client = Client(raise_request_exception=False)
    client.force_login(tom)
    monkeypatch.setattr("dashboard.queries.work_for", lose)
    answer = client.get("/")
    assert answer.status_code == 500
    assert "Something broke on our side" in answer.text


def lose(_user) -> None:
    raise OperationalError("a refused statement, or a lost connection")
