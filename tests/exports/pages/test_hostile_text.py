"""Foreign text is shown as text, wherever it comes from."""

import pytest
from django.urls import reverse

from exports.models import Event, Window
from tests.exports import factories

HOSTILE = "<script>alert('x')</script>\"onload=alert(1)"


@pytest.fixture
def hostile_export(ana):
    """Every column that a person or the vendor fills holds markup."""
    site = factories.make_site(f"Site {HOSTILE}")
    export = factories.make_export(
        ana, title=HOSTILE, label=HOSTILE, case_number=HOSTILE, state="incomplete"
    )
    for position in range(2):
        window = factories.make_stored_window(export, site, 1, position=position)
        factories.make_file(window, factories.csv_zip([[HOSTILE] * 4], [HOSTILE] * 4), rows=1)
    Window.objects.filter(position=0).update(vendor_id=HOSTILE)
    factories.make_window(export, site, state="failed", message=HOSTILE, detail=HOSTILE)
    Event.objects.create(export=export, sentence=HOSTILE, detail=HOSTILE, level="bad")
    return export


def held_export(ana):
    site = factories.make_site(f"Other {HOSTILE}")
    export = factories.make_export(ana, title=HOSTILE, state="running")
    factories.make_window(export, site, state="held", message=HOSTILE)
    return export


def safe(text: str) -> bool:
    return "<script>alert" not in text and '"onload=' not in text and "alert" in text


def test_on_the_page_of_an_export(browser, hostile_export):
    assert safe(browser.get(hostile_export.get_absolute_url()).content.decode())


def test_in_fragments(browser, ana, fragment):
    url = held_export(ana).get_absolute_url()
    assert safe(browser.get(url, headers=fragment).content.decode())


@pytest.mark.parametrize("name", ["list", "new"])
def test_in_the_list_and_the_form(name, browser, hostile_export):
    assert safe(browser.get(reverse(f"exports:{name}")).content.decode())


def test_in_what_is_typed(browser, hostile_export):
    assert safe(
        browser.get(reverse("exports:list"), {"q": HOSTILE, "sort": HOSTILE}).content.decode()
    )
    typed = {"label": HOSTILE, "first_day": HOSTILE, "preset": HOSTILE}
    assert safe(browser.get(reverse("exports:new"), typed).content.decode())


def test_a_long_cell_is_cut_with_its_full_text_at_hand(browser, ana, site):
    export = factories.make_export(ana, state="ready")
    window = factories.make_stored_window(export, site, 1)
    long = "word " * 1800
    factories.make_file(window, factories.csv_zip([["1", "a", long, ""]]), rows=1)
    text = browser.get(export.get_absolute_url()).content.decode()
    assert "… more" in text
    assert text.count("word ") >= 1799


def test_a_file_name_holds_no_foreign_characters(browser, hostile_export):
    part = hostile_export.windows.first().parts.get()
    response = browser.get(reverse("exports:file", args=[hostile_export.pk, part.pk]))
    response.getvalue()
    assert "<" not in response["Content-Disposition"]
    assert "script" in response["Content-Disposition"]
