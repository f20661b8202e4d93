"""How far an export of v2 or v4 is: links, a word, or too little to tell."""

import json

import pytest

from providers.errors import UnclearAnswer
from providers.http import Http
from providers.openweb.generations import ExportStatus
from providers.openweb.generations.answers import NO_FILES
from providers.openweb.generations.v2.exporter import ExporterV2
from tests.providers.vendor import Vendor

LINK = "https://files.example/a.csv.zip?Signature=abc&Expires=1"


def status(vendor: Vendor, http: Http, answer: object) -> ExportStatus:
    vendor.says(json.dumps(answer))
    return ExporterV2(http, "sp_UcvuOt10", "03200408ojyT1W").status("62e4")


def test_links_mean_done(vendor: Vendor, http: Http) -> None:
    found = status(vendor, http, {"links": [LINK, f"{LINK}2"]})
    assert found == ExportStatus("done", True, (LINK, f"{LINK}2"))
    assert "Signature" not in repr(found)


def test_the_vendors_own_word_is_kept(vendor: Vendor, http: Http) -> None:
    answer = {"links": [LINK], "status": "Ready for you"}
    assert status(vendor, http, answer) == ExportStatus("Ready for you", True, (LINK,))


@pytest.mark.parametrize("word", ["Processing", "Queued", "Failed", "Aborted"])
@pytest.mark.parametrize("links", [{}, {"links": []}, {"links": None}])
def test_any_other_word_is_passed_on_as_not_done(
    vendor: Vendor, http: Http, word: str, links: dict
) -> None:
    assert status(vendor, http, {"status": word, **links}) == ExportStatus(word, False)


def test_links_do_not_count_while_the_vendor_still_works_on_them(
    vendor: Vendor, http: Http
) -> None:
    answer = {"status": "Processing", "links": [LINK]}
    assert status(vendor, http, answer) == ExportStatus("Processing", False)


@pytest.mark.parametrize(
    "word", ["done", "Done", "COMPLETED", "complete", "finished", "Ready", "success"]
)
@pytest.mark.parametrize("links", [[], None, ""])
def test_finished_without_links_is_an_empty_export(
    vendor: Vendor, http: Http, word: str, links: object
) -> None:
    assert status(vendor, http, {"status": word, "links": links}) == ExportStatus(word, True)


@pytest.mark.parametrize(
    "answer", [{"links": []}, {"links": None}, {"links": [], "status": None}, {"status": "Done"}]
)
def test_no_links_and_nothing_that_explains_it_is_ambiguous(
    vendor: Vendor, http: Http, answer: object
) -> None:
    assert status(vendor, http, answer) == ExportStatus(NO_FILES, False)


@pytest.mark.parametrize(
    "answer", [{}, [], {"status": 5}, {"status": ""}, {"links": 5}, {"links": ["/x"]}, "done"]
)
def test_what_tells_nothing_is_unclear(vendor: Vendor, http: Http, answer: object) -> None:
    with pytest.raises(UnclearAnswer):
        status(vendor, http, answer)


def test_a_number_that_no_document_explains_announces_nothing(vendor: Vendor, http: Http) -> None:
    assert status(vendor, http, {"links": [LINK], "count": 12}).count is None
