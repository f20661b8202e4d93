import pytest
from django.template.loader import render_to_string
from django.test import Client


def test_a_wrong_address_says_so_in_our_words(client, tom):
    client.force_login(tom)
    answer = client.get("/nowhere/")
    assert answer.status_code == 404
    assert "Nothing is here" in answer.text


def test_a_form_without_its_token_says_what_to_do(tom):
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(tom)
    answer = careful.post("/theme/", {"theme": "dark"})
    assert answer.status_code == 403
    assert "reload the page" in answer.text


@pytest.mark.parametrize(
    "page", ["403.html", "404.html", "429.html", "500.html", "503.html", "403_csrf.html"]
)
def test_error_pages_need_neither_request_nor_database(page):
    drawn = render_to_string(page)
    assert "<h1>" in drawn
    assert 'data-theme="auto"' in drawn
