import pytest
from django.urls import reverse


@pytest.fixture
def reader(client, tom):
    client.force_login(tom)
    return client


def choose(reader, theme: str, back_to: str = "/exports/"):
    return reader.post(reverse("dashboard:theme"), {"theme": theme, "next": back_to})


def test_the_system_decides_until_somebody_chooses(reader):
    assert 'data-theme="auto"' in reader.get("/").text


def test_a_choice_is_kept_and_drawn_by_the_server(reader):
    answer = choose(reader, "dark")
    assert answer.url == "/exports/"
    page = reader.get("/").text
    assert 'data-theme="dark" data-bs-theme="dark"' in page
    assert 'value="dark" aria-pressed="true"' in page


def test_an_unknown_theme_means_the_systems(reader):
    choose(reader, "<script>")
    assert reader.cookies["threadkeep_theme"].value == "auto"


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", ""])
def test_it_leads_to_no_other_site(reader, elsewhere):
    assert choose(reader, "dark", elsewhere).url == reverse("dashboard:overview")


def test_what_is_no_address_of_ours_is_no_error_either(reader):
    assert choose(reader, "dark", "nowhere").status_code == 302
