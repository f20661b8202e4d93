"""onQ's own CSV as one file, in every dialect that "comma delimited" may mean."""

import csv
import io

import pytest

from providers.errors import UnclearAnswer
from providers.onq.csv_stream import csv_stream
from providers.onq.paging import Position
from providers.onq.records import FIELDS
from tests.providers.onq_calls import conversations
from tests.providers.vendor import Vendor

HEADER = ",".join(FIELDS)


def row(identity: int) -> str:
    return f"{identity},course" + "," * (len(FIELDS) - 2)


def streamed(vendor: Vendor, *bodies: str | bytes, size: int = 4) -> str:
    """The file when onQ answers so, and with nothing from then on."""
    for body in (*bodies, ""):
        vendor.says(body)
    with conversations(vendor.url) as asked:
        return b"".join(csv_stream(asked, Position(size=size))).decode()


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
