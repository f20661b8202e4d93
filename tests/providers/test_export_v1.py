"""Export v1 by date range, fed by the vendor's document word for word."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest

from providers.errors import RequestRefused, UnclearAnswer
from providers.http import Http
from providers.openweb.generations import Asked, ExportStatus
from providers.openweb.generations.v1.exporter import ExporterV1, sent
from tests.providers.vendor import Vendor

# From "Export OpenWeb comments", as printed there; <SECURED-URLS> stands for links.
REQUESTED = """
{
    "export_id": "5f04a976-049e-41e4-aeea-03df2ddc9a48"
}
"""
PROCESSING = """
{
    "status": "Processing"
}
"""
DONE = """
{
    "status": "Done",
    "export_urls": [<SECURED-URLS>],
    "count": 5
}
"""
RANGE = Asked("sp_UcvuOt10", datetime(2018, 12, 1, tzinfo=UTC), datetime(2018, 12, 3, tzinfo=UTC))
LINK = "https://files.example/a.csv.zip?Signature=abc&Expires=1"


@pytest.fixture
def export(http: Http) -> ExporterV1:
    return ExporterV1(http, "sp_UcvuOt10", "03200408ojyT1W")


def status_of(vendor: Vendor, export: ExporterV1, body: object) -> ExportStatus:
    vendor.says(body if isinstance(body, str) else json.dumps(body))
    return export.status("x")


def test_a_range_is_asked_for_as_documented(vendor: Vendor, export: ExporterV1) -> None:
    vendor.says(REQUESTED)
    export_id = export.request(RANGE)
    assert export_id == "5f04a976-049e-41e4-aeea-03df2ddc9a48"
    asked = vendor.asked[0]
    assert (asked.method, asked.path) == ("POST", "/v1/comments/export")
    assert asked.headers["Content-Type"] == "application/json"
    assert json.loads(asked.body) == {
        "spot_id": "sp_UcvuOt10",
        "token": "03200408ojyT1W",
        "since": "2018-12-01T00:00:00",
        "to": "2018-12-03T00:00:00",
    }


def test_the_status_is_asked_for_as_documented(vendor: Vendor, export: ExporterV1) -> None:
    vendor.says(PROCESSING)
    export.status("5f04a976-049e-41e4-aeea-03df2ddc9a48")
    asked = urlsplit(vendor.asked[0].path)
    assert asked.path == "/v1/comments/5f04a976-049e-41e4-aeea-03df2ddc9a48/status"
    assert parse_qs(asked.query) == {"token": ["03200408ojyT1W"], "spot_id": ["sp_UcvuOt10"]}


def test_the_documented_answers_are_understood(vendor: Vendor, export: ExporterV1) -> None:
    assert status_of(vendor, export, PROCESSING) == ExportStatus("Processing", False, (), None)
    vendor.scripts.clear()
    done = DONE.replace("<SECURED-URLS>", f'"{LINK}", "{LINK}2"')
    assert status_of(vendor, export, done) == ExportStatus("Done", True, (LINK, f"{LINK}2"), 5)


@pytest.mark.parametrize(
    ("urls", "links"),
    [
        (LINK, (LINK,)),
        (json.dumps([LINK]), (LINK,)),
        ([f" {LINK}", LINK], (LINK,)),
        ([], ()),
        ("", ()),
        (None, ()),
    ],
)
def test_links_come_as_list_or_string(
    vendor: Vendor, export: ExporterV1, urls: object, links: tuple[str, ...]
) -> None:
    assert status_of(vendor, export, {"status": "Done", "export_urls": urls}).links == links


@pytest.mark.parametrize(
    "urls",
    [
        5,
        [5],
        {"a": 1},
        "ftp://x/y",
        "//x/y",
        "https://",
        "javascript:1",
        ["/x"],
        "https://[x",
        "[x",
        "[" * 50_000,
    ],
)
def test_what_is_no_link_is_unclear(vendor: Vendor, export: ExporterV1, urls: object) -> None:
    with pytest.raises(UnclearAnswer):
        status_of(vendor, export, {"status": "Done", "export_urls": urls})


@pytest.mark.parametrize(
    ("count", "understood"),
    [(5, 5), ("5", 5), (5.0, 5), (0, 0), (None, None), (-1, None), ("many", None), (True, None)],
)
def test_a_count_is_a_number_or_not_announced(
    vendor: Vendor, export: ExporterV1, count: object, understood: int | None
) -> None:
    assert status_of(vendor, export, {"status": "Done", "count": count}).count == understood


@pytest.mark.parametrize("word", ["done", "DONE", " Done "])
def test_done_is_done_in_any_case(vendor: Vendor, export: ExporterV1, word: str) -> None:
    assert status_of(vendor, export, {"status": word}).done


def test_an_unknown_word_is_passed_on_printable_and_short(
    vendor: Vendor, export: ExporterV1
) -> None:
    status = status_of(vendor, export, {"status": "Queued\x1b[31m" + "x" * 900})
    assert not status.done
    assert status.word.startswith("Queued[31mx")
    assert len(status.word) == 60


@pytest.mark.parametrize("body", [{}, {"status": None}, {"status": 5}, [], "<html></html>"])
def test_an_answer_without_status_is_unclear(
    vendor: Vendor, export: ExporterV1, body: object
) -> None:
    with pytest.raises(UnclearAnswer):
        status_of(vendor, export, body)


@pytest.mark.parametrize(
    "export_id", ["", "..", "a/b", "a b", "a?b", "a%2Fb", "é", "x" * 201, None]
)
def test_an_id_that_is_not_one_opaque_word_is_unclear(
    vendor: Vendor, export: ExporterV1, export_id: object
) -> None:
    vendor.says(json.dumps({"export_id": export_id}))
    with pytest.raises(UnclearAnswer):
        export.request(RANGE)


def test_success_false_is_a_refusal(vendor: Vendor, export: ExporterV1) -> None:
    vendor.says('{"success": false, "error": "range too long"}')
    with pytest.raises(RequestRefused) as caught:
        export.request(RANGE)
    assert caught.value.detail == "range too long"


def test_times_are_sent_as_local_times_of_the_vendors_zone() -> None:
    assert sent(replace(RANGE, zone="Europe/Berlin"))["since"] == "2018-12-01T01:00:00"


def test_representations_show_neither_token_nor_links(export: ExporterV1) -> None:
    assert "03200408ojyT1W" not in repr(export)
    assert "Signature" not in repr(ExportStatus("Done", True, (LINK,), 1))
