"""onQ's own CSV as one file, in every dialect that "comma delimited" may mean."""

import csv
import io

import pytest

from providers.errors import RequestRefused, UnclearAnswer
from providers.onq.csv_stream import csv_stream
from providers.onq.paging import PageMeaning, Position
from providers.onq.records import FIELDS
from tests.providers.onq_calls import conversations, joined
from tests.providers.vendor import Vendor

HEADER = ",".join(FIELDS)


def row(identity: int) -> str:
    return f"{identity},course" + "," * (len(FIELDS) - 2)


def streamed(vendor: Vendor, *bodies: str | bytes, size: int = 4) -> str:
    """The file when onQ answers so, and with nothing from then on."""
    for body in (*bodies, ""):
        vendor.says(body)
    with conversations(vendor.url) as asked:
        return joined(csv_stream(asked, Position(size=size)))


def read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def lines(*rows: str) -> str:
    return "".join(f"{one}\r\n" for one in rows)


def test_the_request_asks_for_csv(vendor: Vendor) -> None:
    streamed(vendor)
    assert vendor.asked[0].path == "/api/external/conversations?size=4&page=1&csv=true"


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("header", [HEADER, '"' + HEADER.replace(",", '","') + '"', None])
def test_pages_become_one_file_with_one_header(
    vendor: Vendor, mark: str, end: str, header: str | None
) -> None:
    pages = [[row(1), row(2)], [row(3), row(4)], [row(5)]]
    bodies = [mark + end.join([*([header] if header else []), *page]) + end for page in pages]
    assert streamed(vendor, *bodies) == lines(HEADER, *map(row, range(1, 6)))


def test_onqs_own_columns_and_their_order_stay(vendor: Vendor) -> None:
    text = streamed(vendor, "name,id,Sub Type\nb,1,PUBLIC\n", "name,id,Sub Type\nb,1,PUBLIC\n")
    assert read(text) == [["name", "id", "Sub Type"], ["b", "1", "PUBLIC"]]


def test_values_with_commas_quotes_and_line_breaks_stay_whole(vendor: Vendor) -> None:
    nasty = 'a,b "c"\r\nd\ne'
    body = f'id,name\n1,"{nasty.replace(chr(34), chr(34) * 2)}"\n2,=1+1\n'
    assert read(streamed(vendor, body)) == [["id", "name"], ["1", nasty], ["2", "=1+1"]]


def test_no_rows_are_a_file_with_the_documents_header(vendor: Vendor) -> None:
    assert streamed(vendor) == lines(HEADER)
    vendor.scripts.clear()
    assert streamed(vendor, lines(HEADER)) == lines(HEADER)


def test_rows_without_an_id_come_once_too(vendor: Vendor) -> None:
    body = "id,name\n,a\n,b\n1,c\n,a\n"
    assert read(streamed(vendor, body, body)) == [["id", "name"], ["", "a"], ["", "b"], ["1", "c"]]


@pytest.mark.parametrize("body", ['[{"id": 1}]', '{"success": false}', "<html></html>"])
def test_what_is_no_csv_is_unclear(vendor: Vendor, body: str) -> None:
    with pytest.raises(UnclearAnswer):
        streamed(vendor, body)


def test_columns_that_change_between_pages_are_unclear(vendor: Vendor) -> None:
    with pytest.raises(UnclearAnswer):
        streamed(vendor, "id,name\n1,a\n", "name,id\nb,2\n")


def test_each_piece_tells_how_many_conversations_there_are_with_it(vendor: Vendor) -> None:
    for numbers in ((1, 2, 3, 4), (4, 5, 6, 7), (8,)):
        vendor.says(lines(HEADER, *map(row, numbers)))
    with conversations(vendor.url) as asked:
        pieces = list(csv_stream(asked, Position(size=4, meaning=PageMeaning.PAGE_NUMBER)))
    assert [one.rows for one in pieces] == [0, 4, 7, 8]
    assert [one.data.count(b"\r\n") for one in pieces] == [1, 4, 3, 1]


def test_pages_that_are_too_large_are_refused_before_there_is_any_piece(vendor: Vendor) -> None:
    vendor.says("", 403)
    with conversations(vendor.url) as asked, pytest.raises(RequestRefused):
        next(csv_stream(asked))
