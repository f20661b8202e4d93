"""A person can quote what the log calls their request."""

import re

import pytest

from accounts.services import make_person
from dashboard import queries

pytestmark = pytest.mark.django_db
ID = "X-Request-ID"


def test_every_answer_names_its_request_differently(client):
    ids = {client.get(address)[ID] for address in ("/accounts/login/", "/", "/nowhere/")}
    assert len(ids) == 3
    assert all(re.fullmatch(r"[0-9a-f]{32}", one) for one in ids)


def test_an_answer_to_an_unknown_host_names_it_too(client):
    answer = client.get("/", headers={"host": "elsewhere.example"})
    assert answer.status_code == 400
    assert answer[ID]


def test_the_id_that_a_proxy_gave_stays(client):
    given = "4bf92f35-77b3.4da6_a3ce"
    assert client.get("/accounts/login/", headers={ID: given})[ID] == given


@pytest.mark.parametrize(
    "sent", ["short", "a" * 65, "<script>alert()", "two words here", "ümlaut-id"]
)
def test_an_id_that_looks_like_none_is_replaced(client, sent):
    assert client.get("/accounts/login/", headers={ID: sent})[ID] != sent


@pytest.fixture
def broken(client, monkeypatch, caplog):
    """The answer to Tom's request that fails on our side."""

    def fail(_):
        raise RuntimeError("a bug")

    monkeypatch.setattr(queries, "work_for", fail)
    client.raise_request_exception = False
    tom = make_person("tom", "a long password", "Moderator")
    client.force_login(tom)
    return client.get("/"), tom, caplog.records


def test_the_page_about_a_failure_shows_it(broken):
    answer, _, _ = broken
    assert answer.status_code == 500
    assert f"<code>{answer[ID]}</code>" in answer.text


def test_the_log_line_about_a_failure_has_it_and_who_it_was(broken):
    answer, tom, records = broken
    (line,) = [one.msg for one in records if "request_failed" in one.getMessage()]
    assert (line["request_id"], line["person"]) == (answer[ID], tom.pk)


def test_a_request_whose_person_cannot_be_looked_up_is_answered_and_logged(
    client, monkeypatch, caplog
):
    def away(_):
        raise RuntimeError("the database is away")

    monkeypatch.setattr("django.contrib.auth.get_user", away)
    monkeypatch.setattr("django.contrib.auth.middleware.auth.get_user", away)
    client.raise_request_exception = False
    answer = client.get("/")
    assert (answer.status_code, bool(answer[ID])) == (500, True)
    assert [one for one in caplog.records if "request_failed" in one.getMessage()]
