import pytest
from django.core.cache import cache
from django.urls import reverse

from accounts.models import AuditEvent
from accounts.services import make_person

PASSWORD = "correct horse battery"


@pytest.fixture
def ana(db):
    yield make_person("ana", PASSWORD, "Moderator")
    cache.clear()


def sign_in(client, name="ana", password=PASSWORD, address="10.0.0.1"):
    form = {"login": name, "password": password}
    return client.post(reverse("account_login"), form, REMOTE_ADDR=address)


def actions() -> list[str]:
    return list(AuditEvent.objects.values_list("action", flat=True))


def test_signing_in_and_out_is_noted(client, ana):
    assert sign_in(client).status_code == 302
    client.post(reverse("account_logout"))
    assert actions()[:2] == ["signed out", "signed in"]
    assert AuditEvent.objects.get(action="signed in").details == {"address": "10.0.0.1"}


def test_a_wrong_password_is_noted_without_the_password(client, ana):
    answer = sign_in(client, password="a wrong secret")
    assert answer.status_code == 200
    assert actions()[0] == "refused a sign-in"
    assert "a wrong secret" not in str(list(AuditEvent.objects.values()))


def test_a_changed_password_is_noted(client, ana):
    client.force_login(ana)
    new = {"password1": "another fine battery", "password2": "another fine battery"}
    client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, **new})
    assert actions()[0] == "changed their password"
    assert "battery" not in str(list(AuditEvent.objects.values()))


def test_a_password_that_the_operator_replaced_is_noted(ana):
    make_person("ana", "another fine battery", "Moderator")
    assert actions()[0] == "replaced the password"


@pytest.mark.parametrize("name", ["ana", "nobody", "ana@example.org"])
def test_the_sixth_wrong_password_is_told_to_wait_whether_or_not_the_name_exists(client, ana, name):
    for attempt in range(5):
        answer = sign_in(client, name, "wrong", address=f"10.0.0.{attempt}")
        assert answer.status_code == 200
    answer = sign_in(client, name, "wrong", address="10.0.0.9")
    assert answer.status_code == 429
    assert "Wait a few minutes" in answer.content.decode()
    assert name not in answer.content.decode()


def test_a_wrong_name_and_a_wrong_password_get_the_same_answer(client, ana):
    told = {
        sign_in(client, name, "wrong").context["form"].non_field_errors()[0]
        for name in ("ana", "nobody")
    }
    assert len(told) == 1


def test_even_the_right_password_waits_after_too_many_wrong_ones(client, ana):
    for _ in range(5):
        sign_in(client, password="wrong")
    assert sign_in(client).status_code == 429


def test_others_sign_in_while_one_name_waits(client, ana):
    make_person("tom", PASSWORD, "Viewer")
    for _ in range(6):
        sign_in(client, password="wrong")
    assert sign_in(client, "tom", address="10.0.0.2").status_code == 302


def test_many_names_from_one_address_are_slowed_down(client, ana):
    answers = [sign_in(client, f"name{n}", "wrong").status_code for n in range(11)]
    assert answers == [200] * 10 + [429]


def test_trying_many_other_names_frees_no_name_that_waits(client, ana):
    victims = [f"victim{n}" for n in range(9)]
    for number, name in enumerate(victims * 6):
        sign_in(client, name, "wrong", address=f"10.1.{number}.1")
    for number in range(350):
        cache.set(f"another-limit-{number}", [], 300)
    answers = {sign_in(client, name, "wrong", address="10.2.0.1").status_code for name in victims}
    assert answers == {429}


def test_nobody_signs_up_by_themselves(client, db):
    assert client.get("/accounts/signup/").status_code == 404
