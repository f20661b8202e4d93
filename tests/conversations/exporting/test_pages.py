"""An export at a tenant reads right: its page, its files, and who may see them."""

import csv
import io

import pytest
from django.urls import reverse

from credentials.services import store_key
from exports.models import Export, ExportState, WindowState
from exports.queries import exports_visible_to, last_used_sites
from exports.services import repeat, start
from jobs import runner
from jobs.models import Lane
from providers.onq.records import FIELDS
from tests.conversations.exporting.asking import asked, ended, table
from tests.conversations.rows import make_tenant
from tests.conversations.syncing import happen
from tests.exports import factories
from tests.exports.moving import move_until_state
from tests.exports.rows import make_site, order

pytestmark = pytest.mark.django_db(transaction=True)

VENDOR_WORDS = ("OpenWeb", "openweb_", "spot", "comment")


@pytest.fixture
def browser(as_person, ana):
    return as_person(ana)


@pytest.fixture
def page(browser, export):
    def body() -> str:
        """What the page says between the frame's header and its foot."""
        text = browser.get(export.get_absolute_url()).content.decode()
        return text[text.index("<main") : text.index("</main>")]

    return body


def says_nothing_of_openweb(text: str) -> bool:
    return not [word for word in VENDOR_WORDS if word in text]


def test_before_it_begins(page):
    text = page()
    assert "Wait for a turn" in text
    assert "Read onQ&#x27;s list" in text
    assert says_nothing_of_openweb(text)


def test_while_it_runs(page, export, monkeypatch):
    pages = []

    def look(_: str) -> None:
        pages.append(page())

    monkeypatch.setattr("conversations.exporting.fetching.failpoint", look)
    runner.work(Lane.BULK)
    assert "100 conversations so far; onQ announces no number" in pages[-1]
    assert "<span>onQ answered" in pages[-1]
    assert says_nothing_of_openweb(pages[-1])


def test_while_another_one_has_the_turn(page, export, tenant, settings):
    settings.SPOT_TURNS = 1
    earlier = asked(tenant, None)
    earlier.windows.update(state=WindowState.DOWNLOADING)
    text = page()
    assert f"onQ takes one export at a time for {tenant.name};" in text
    assert says_nothing_of_openweb(text)


def test_while_its_key_is_refused(page, export, tenant):
    store_key(tenant, "another secret that nobody at onQ knows of", None)
    move_until_state(export, ExportState.WAITING_FOR_ADMIN)
    text = page()
    assert "onQ refused the key" in text
    assert says_nothing_of_openweb(text)


def test_once_it_is_ready(page, export, tenant):
    ended(export)
    text = page()
    assert "130 conversations" in text
    assert "texts as onQ sent them" in text
    assert f"<dd>{tenant.name}" in text
    assert "csv=true" in text
    assert says_nothing_of_openweb(text)


def test_once_it_failed(vendor, page, export):
    vendor.configure(onq_size_limit=20, onq_oversize="refused")
    ended(export)
    text = page()
    assert "onQ calls this request invalid" in text
    assert says_nothing_of_openweb(text)


def test_the_first_rows_are_shown_without_links_to_people(page, export):
    ended(export)
    preview = page().split('id="preview-title"')[1].split("</table>")[0]
    assert preview.count("<tr>") == 21
    assert table(export)[0]["id"] in preview
    assert reverse("activity:find") not in preview


def test_files_are_called_after_onq_the_tenant_and_when_it_was_asked(browser, vendor, ana):
    export = ended(asked(make_tenant("Our Courses", zone="Europe/Berlin"), ana))
    response = browser.head(reverse("exports:download", args=[export.pk]))
    name = response["Content-Disposition"].split('"')[1]
    assert name.startswith("onq_our-courses_conversations_20")
    assert name.endswith(".csv.zip")


def merged(browser, export: Export, flavour: str) -> list[dict[str, str]]:
    response = browser.get(reverse("exports:merged", args=[export.pk]), {"flavour": flavour})
    text = response.getvalue().decode().removeprefix("\ufeff")
    separator = ";" if flavour == "excel" else ","
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=separator))


def test_as_one_csv_it_holds_what_onq_sent(browser, export):
    ended(export)
    assert merged(browser, export, "received") == table(export)


@pytest.mark.parametrize("form", ["iso", "java", "seconds", "milliseconds"])
def test_for_excel_dates_are_local_and_nothing_runs(browser, vendor, ana, form):
    vendor.configure(onq_dates=form)
    export = asked(make_tenant(zone="Asia/Tokyo"), ana)
    change = {"name": "=HYPERLINK(1)", "created_on": None, "content_name": "nul\0l"}
    if form == "iso":
        change["created_on"] = "2026-03-01T16:00:00Z"
    happen(vendor, change={"10000": change})
    ended(export)
    row = merged(browser, export, "excel")[0]
    assert row["name"] == "'=HYPERLINK(1)"
    assert [name for name in row if name.endswith("(Tokyo time)")] == [
        f"{name} (Tokyo time)" for name in FIELDS if name.endswith("_on")
    ]
    if form == "iso":
        assert row["created_on (Tokyo time)"] == "2026-03-02 01:00:00"
    told = row["last_updated_on (Tokyo time)"]
    assert (told[4], told[10], told[13], len(told)) == ("-", " ", ":", 19)


def test_same_again_asks_for_the_same(export, ana):
    ended(export)
    again, is_new = repeat(export, ana)
    assert is_new
    assert (again.request, again.title) == (export.request, export.title)


def test_asked_twice_it_runs_once(export, tenant, ana):
    assert asked(tenant, ana) == export


def test_the_list_of_exports_can_be_that_of_a_tenant(browser, export, tenant):
    other = make_tenant("Another", audience="https://another.example")
    for chosen, is_there in ((tenant, True), (other, False)):
        page = browser.get(reverse("exports:list"), {"tenant": chosen.pk})
        assert (export.get_absolute_url() in page.content.decode()) == is_there


def test_lists_name_the_tenant(browser, export, tenant):
    for address in (reverse("exports:list"), reverse("dashboard:overview")):
        assert f" · {tenant.name}" in browser.get(address).content.decode()


def test_the_form_for_sites_remembers_the_sites_used_before_it(export, ana):
    assert last_used_sites(ana) == []
    site = make_site("The Daily")
    start(order(site), ana)
    asked(make_tenant("Another", audience="https://another.example"), ana)
    assert last_used_sites(ana) == [site.pk]


def limit(tenant, *people) -> None:
    tenant.is_limited = True
    tenant.save()
    tenant.allowed_people.set(people)


def test_who_may_see_the_tenant_sees_its_exports(export, tenant, ana, colleague, stranger):
    limit(tenant, ana, colleague)
    admin = factories.make_admin("boss")
    seeing = [one for one in (ana, colleague, stranger, admin) if exports_visible_to(one).exists()]
    assert seeing == [ana, colleague, admin]


@pytest.mark.parametrize("name", ["detail", "download", "merged"])
def test_to_a_stranger_its_pages_and_files_do_not_exist(
    as_person, export, tenant, ana, stranger, name
):
    ended(export)
    limit(tenant, ana)
    address = reverse(f"exports:{name}", args=[export.pk])
    assert as_person(stranger).get(address).status_code == 404
    response = as_person(ana).get(address)
    assert response.status_code == 200
    response.getvalue()


def test_of_a_deleted_tenant_only_who_asked_sees_it(export, tenant, ana, colleague):
    ended(export)
    tenant.delete()
    assert exports_visible_to(ana).exists()
    assert not exports_visible_to(colleague).exists()
