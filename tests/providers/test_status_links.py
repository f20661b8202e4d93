"""What the exporter host says of a request: an id within a link that nobody follows."""

import json

import pytest

from providers.errors import UnclearAnswer
from providers.http import Http
from providers.openweb.generations.v2.exporter import ExporterV2
from tests.providers.test_export_v2 import LINK, RANGE, TOKEN
from tests.providers.vendor import Vendor, serving


@pytest.fixture
def export(http: Http) -> ExporterV2:
    return ExporterV2(http, "sp_UcvuOt10", TOKEN)


def requested(vendor: Vendor, export: ExporterV2, answer: object) -> str:
    vendor.says(json.dumps(answer))
    return export.request(RANGE)


@pytest.mark.parametrize("name", ["status_link", "status-link"])
def test_both_spellings_are_understood(vendor: Vendor, export: ExporterV2, name: str) -> None:
    assert requested(vendor, export, {name: LINK}) == "62e4"


@pytest.mark.parametrize(
    ("link", "export_id"),
    [
        ("https://elsewhere.example/x?a=1&id=62e4&b=2", "62e4"),
        ("/v2/export/comments/status?id=62e4", "62e4"),
        ("?id=62e4", "62e4"),
        ("api-exporter.openweb.com/v2/export/comments/status?id=62e4#top", "62e4"),
        (" https://x.example/status?id=62e4\n", "62e4"),
        ("https://x.example/v2/export/comments/62e4", "62e4"),
        ("https://x.example/v2/export/comments/62e4/?other=1", "62e4"),
        ("https://x.example/status/aaaa?id=62e4", "62e4"),
        ("https://x.example/status?id=a%2Bb%3D%3D", "a+b=="),
        ("https://x.example/status?id=a+b==", "a+b=="),
        ("https://x.example/status?id=12345", "12345"),
        ("https://x.example/status?id=a%2Fb", "a/b"),
        ("https://x.example/status?id=a/b%7Cc==", "a/b|c=="),
        ("https://x.example/status?spot_id=sp_1&export_id=62e4", "62e4"),
        ("https://x.example/status?requestId=62e4&token=1", "62e4"),
        ("https://x.example/status?ID=62e4", "62e4"),
    ],
)
def test_the_id_is_found_in_links_of_any_form(
    vendor: Vendor, export: ExporterV2, link: str, export_id: str
) -> None:
    assert requested(vendor, export, {"status_link": link}) == export_id


@pytest.mark.parametrize(
    "answer",
    [{"id": "62e4"}, {"export_id": "62e4"}, {"status_link": None, "id": "62e4"}],
)
def test_an_id_may_come_without_a_link(vendor: Vendor, export: ExporterV2, answer: object) -> None:
    assert requested(vendor, export, answer) == "62e4"


@pytest.mark.parametrize(
    "answer",
    [
        {},
        [],
        "62e4",
        {"status_link": ""},
        {"status_link": 5},
        {"status_link": "https://[x?id=62e4"},
        {"status_link": "https://x.example/v2/export/comments/status"},
        {"status_link": "https://x.example/v2/export/comments/"},
        {"status_link": "https://x.example/status?id="},
        {"status_link": "https://x.example/status?id=.."},
        {"status_link": "https://x.example/status?id=a%20b"},
        {"status_link": "https://x.example/status?spot_id=sp_1"},
        {"status_link": "https://x.example/status?id=a%0d%0ab"},
        {"status_link": f"https://x.example/status?id={'x' * 201}"},
    ],
)
def test_an_answer_without_a_usable_id_is_unclear(
    vendor: Vendor, export: ExporterV2, answer: object
) -> None:
    with pytest.raises(UnclearAnswer):
        requested(vendor, export, answer)


def test_the_link_is_never_followed(vendor: Vendor, export: ExporterV2) -> None:
    with serving() as stranger:
        export_id = requested(vendor, export, {"status_link": f"{stranger.url}/status?id=62e4"})
        vendor.scripts.clear()
        vendor.says('{"status": "Processing"}')
        export.status(export_id)
        export.abort(export_id)
        assert not stranger.asked
    paths = [asked.path.removeprefix("/v2/export/comments") for asked in vendor.asked]
    assert paths == ["", "/status?id=62e4", "/abort?id=62e4"]


def test_an_unclear_answer_does_not_quote_the_link(vendor: Vendor, export: ExporterV2) -> None:
    with pytest.raises(UnclearAnswer) as caught:
        requested(vendor, export, {"status_link": "https://secret.example/status", "code": 7})
    assert caught.value.detail == "No export id in status_link, code"
