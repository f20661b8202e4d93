import pytest

from accounts.models import User

FRAGMENT = {"HX-Request": "true"}


def sign_in(client, name: str, password: str = "a long password", **more: str):
    return client.post("/accounts/login/", {"login": name, "password": password, **more})


def test_a_person_signs_in_by_name(client, tom):
    assert sign_in(client, "tom").url == "/"
    assert "tom" in client.get("/").text


def test_a_person_signs_in_by_mail_address(client, tom):
    User.objects.filter(pk=tom.pk).update(email="tom@paper.example")
    assert sign_in(client, "tom@paper.example").status_code == 302


def test_a_wrong_password_is_a_sentence(client, tom):
    answer = sign_in(client, "tom", "not this one")
    assert "not correct" in answer.text


def test_somebody_switched_off_is_told_so(client, tom):
    User.objects.filter(pk=tom.pk).update(is_active=False)
    answer = client.post(
        "/accounts/login/", {"login": "tom", "password": "a long password"}, follow=True
    )
    assert "switched off" in answer.text


def test_signing_in_leads_back_to_where_one_was_going(client, tom):
    assert client.get("/exports/").url == "/accounts/login/?next=/exports/"
    assert sign_in(client, "tom", next="/exports/").url == "/exports/"


def test_a_fragment_without_a_session_leads_the_whole_page_to_signing_in(client, db):
    here = {"HX-Current-URL": "http://testserver/exports/?state=failed"}
    answer = client.get("/exports/?seen=1", headers=FRAGMENT | here, follow=True)
    assert answer["HX-Redirect"] == "/accounts/login/?next=%2Fexports%2F%3Fstate%3Dfailed"
    assert answer.content == b""


def test_signing_out_ends_at_signing_in(client, tom):
    client.force_login(tom)
    assert "Sign out?" in client.get("/accounts/logout/").text
    assert client.post("/accounts/logout/").url == "/accounts/login/"
    assert client.get("/").status_code == 302


def test_a_password_is_changed(client, tom):
    client.force_login(tom)
    new = {"password1": "quite another one", "password2": "quite another one"}
    page = client.post(
        "/accounts/password/change/", {"oldpassword": "a long password", **new}, follow=True
    )
    assert "Your password is changed." in page.text
    tom.refresh_from_db()
    assert tom.check_password("quite another one")


@pytest.mark.parametrize("page", ["signup/", "password/reset/", "email/"])
def test_what_is_not_offered_is_not_there(client, tom, page):
    client.force_login(tom)
    assert client.get(f"/accounts/{page}").status_code == 404
