import pytest

from jobs.models import Heartbeat


def test_it_says_ok_without_touching_the_database(client, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok")


def test_it_answers_a_probe_that_comes_by_address(client):
    assert client.get("/healthz", headers={"host": "10.1.2.3:8000"}).status_code == 200


def test_other_pages_still_refuse_an_unknown_host(client):
    assert client.get("/", headers={"host": "10.1.2.3:8000"}).status_code == 400


def test_a_stale_session_cookie_costs_no_look_up(client, django_assert_num_queries, db):
    client.cookies["threadkeep_session"] = "left over"
    with django_assert_num_queries(0):
        assert client.get("/healthz").status_code == 200


@pytest.mark.django_db
def test_it_is_about_the_web_process_alone(client):
    assert not Heartbeat.objects.exists()
    assert client.get("/healthz").status_code == 200
