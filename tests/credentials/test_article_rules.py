"""A site's rule for article addresses: stored, refused, and tried while it is typed."""

from dataclasses import replace

import pytest

from accounts.models import AuditEvent
from credentials import services
from credentials.models import Site
from tests.environment import TOKEN

RULE = "https://news.example/*/{id}.html"
ARTICLE = "https://www.news.example/sport/14302157.html?utm=x"
FILLED_IN = {
    "name": "The Daily",
    "spot_id": "sp_Dem0Spot",
    "zone": "Europe/Berlin",
    "vendor_zone": "UTC",
    "generation": "v1",
    "is_limited": "everyone",
    "article_rule": f" “{RULE}” ",
    "article_address": ARTICLE,
}


@pytest.fixture
def tried(page):
    def send(rule: str, address: str) -> str:
        given = {"article_rule": rule, "article_address": address}
        return page.post("/sites/try-rule/", given).content.decode()

    return send


def test_a_site_keeps_its_rule_without_what_came_with_copying(page, site):
    page.post(site.get_absolute_url(), FILLED_IN)
    assert Site.objects.get().article_rule == RULE
    assert RULE in page.get(site.get_absolute_url()).content.decode()


def test_a_new_site_may_come_with_its_rule(page, vendor):
    page.post("/sites/new/", {**FILLED_IN, "export_token": TOKEN})
    assert Site.objects.get().article_rule == RULE


def test_a_rule_that_cannot_work_is_refused_at_its_field(page, site):
    answer = page.post(site.get_absolute_url(), {**FILLED_IN, "article_rule": r"-(\d+)$"})
    assert answer.context["form"].errors.keys() == {"article_rule"}
    assert "no regular expression" in answer.content.decode()
    assert Site.objects.get().article_rule == ""


def test_the_audit_trail_names_a_changed_rule(site, admin, details):
    services.save_site(replace(details, article_rule=RULE), admin, site)
    assert AuditEvent.objects.all()[0].details == {"changed": "article addresses"}


def test_trying_shows_the_id(tried):
    assert "finds the id <code>14302157</code>" in tried(RULE, ARTICLE)


@pytest.mark.parametrize(
    ("rule", "address", "sentence"),
    [
        (RULE, "https://news.example/77", "does not fit"),
        (RULE, "https://news.example/a/a%20b.html", "ids have no spaces"),
        (RULE, "https://news.example/" + "x" * 2000, "at most 2000 characters"),
        ("https://news.example/", ARTICLE, "needs {id} once"),
        ("https://news.example/", "", "needs {id} once"),
        ("", ARTICLE, "Enter a rule"),
        (RULE, "", "Paste an article's address"),
        ("", "", "Paste an article's address"),
    ],
)
def test_trying_says_why_nothing_is_found(tried, rule, address, sentence):
    said = tried(rule, address)
    assert sentence in said
    assert "finds the id" not in said


def test_what_is_tried_is_shown_as_it_is(tried):
    said = tried("https://news.example/{id}", "https://news.example/<script>alert(1)")
    assert "<script>alert" not in said
    assert "&lt;script&gt;alert(1)" in said


@pytest.mark.parametrize("is_new", [True, False])
def test_without_javascript_a_button_tries_and_saves_nothing(page, site, is_new):
    address = "/sites/new/" if is_new else site.get_absolute_url()
    answer = page.post(address, {**FILLED_IN, "name": "Another", "export_token": "", "try": "1"})
    assert not answer.context["form"].errors
    assert "finds the id <code>14302157</code>" in answer.content.decode()
    assert Site.objects.filter(name="The Daily", article_rule="").exists()
    assert Site.objects.count() == 1
