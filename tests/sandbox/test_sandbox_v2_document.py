"""The sandbox speaks what "Export comments v2" shows."""

import pytest

from providers.sandbox.server import Running
from tests.sandbox.calls import Vendor
from tests.sandbox.generations import DAY, Client, get, id_in, ids, rows, v2_of


@pytest.fixture
def client(sandbox: Running) -> Client:
    return v2_of(sandbox)


def test_a_request_answers_with_the_status_url(sandbox: Running, client: Client) -> None:
    sandbox.configure(processing_seconds=60)
    reply = client.request()
    assert (reply.status_code, list(reply.json())) == (200, ["status_link"])
    link = reply.json()["status_link"]
    assert link.startswith(f"{sandbox.url}/v2/export/comments/status?id=")
    assert client.get(link).json() == {"status": "Processing"}


def test_the_links_lead_to_the_comments_of_the_range(client: Client, vendor: Vendor) -> None:
    link = client.begin()
    document = client.ready(link)
    assert list(document) == ["links"]
    (text,) = client.files()
    truth = vendor.truth(export_id=id_in(link))
    assert truth[0]["generation"] == "v2"
    assert ids([text]) == truth[1:] == vendor.truth(spot_id="sp_Dem0Spot", **DAY)[1:]


def test_the_columns_are_in_alphabetical_order_and_begin_as_documented(client: Client) -> None:
    (text,) = client.files()
    columns = list(rows(text)[0])
    assert columns == sorted(columns)
    assert columns[:4] == ["content", "dislikes_count", "id", "label_id"]


def test_files_are_zips_of_ten_thousand_rows(sandbox: Running, client: Client) -> None:
    sandbox.configure(rows=20_001)
    link = client.ready(client.begin())["links"][0]
    assert get(link).headers["Content-Type"] == "application/zip"
    sandbox.configure(rows=20_001)
    assert [len(rows(text)) for text in client.files()] == [10_000, 10_000, 1]
    sandbox.configure(rows=20_001, v2_rows_per_file=100_000)
    assert [len(rows(text)) for text in client.files()] == [20_001]


def test_the_list_has_finished_exports_newest_first(sandbox: Running, client: Client) -> None:
    made = [client.begin() for _ in range(3)]
    for link in made:
        client.ready(link)
    listed = client.side("list").json()["exports"]
    assert [entry["id"] for entry in listed] == [id_in(link) for link in reversed(made)]
    assert listed[0]["since"] == DAY["since"]
    assert get(listed[0]["links"][0]).status_code == 200
    sandbox.configure(processing_seconds=60)
    client.begin()
    page = client.get(f"{client.url}/list?limit=2&offset=1").json()["exports"]
    assert [entry["id"] for entry in page] == [id_in(made[1]), id_in(made[0])]


@pytest.mark.parametrize("query", ["limit=x", "offset=-1", "limit="])
def test_odd_pages_of_the_list_are_bad_requests(client: Client, query: str) -> None:
    assert client.get(f"{client.url}/list?{query}").status_code == 400


def test_an_aborted_export_never_gets_links(sandbox: Running, client: Client) -> None:
    sandbox.configure(processing_seconds=60)
    link = client.begin()
    assert client.side("abort", link).status_code == 202
    sandbox.configure(processing_seconds=0, aborted_word="Cancelled")
    assert client.ready(link) == {"status": "Cancelled"}
    assert client.side("abort", link).status_code == 400


def test_what_is_finished_or_unknown_cannot_be_aborted(client: Client) -> None:
    link = client.begin()
    client.ready(link)
    assert client.side("abort", link).status_code == 400
    assert client.side("abort", "?id=unknown").status_code == 400
    assert "links" in client.ready(link)


def test_an_abort_may_come_without_the_key_where_the_document_is_taken_at_its_word(
    sandbox: Running, client: Client
) -> None:
    sandbox.configure(processing_seconds=60)
    abort = f"{client.url}/abort?id={id_in(client.begin())}"
    assert get(abort).status_code == 401
    sandbox.configure(v2_abort_needs_key=False)
    assert get(abort).status_code == 202
    assert sandbox.requests("v2-abort")[-1]["spot_id"] == sandbox.spot_id


@pytest.mark.parametrize("name", ["status_link", "status-link"])
def test_the_status_url_has_either_name_and_any_host(
    sandbox: Running, client: Client, name: str
) -> None:
    sandbox.configure(status_link_name=name, status_link_host="https://elsewhere.example")
    document = client.request().json()
    assert document[name].startswith("https://elsewhere.example/v2/export/comments/status?id=")


def test_a_ready_export_may_say_so(sandbox: Running, client: Client) -> None:
    sandbox.configure(ready_word="Done")
    assert client.ready(client.begin())["status"] == "Done"


@pytest.mark.parametrize(("choice", "lines"), [("no_links", []), ("header_only", [1])])
def test_an_export_of_nothing_has_no_links_or_a_header(
    sandbox: Running, client: Client, choice: str, lines: list[int]
) -> None:
    sandbox.configure(empty_export=choice)
    texts = client.files(since=DAY["since"], to=DAY["since"])
    assert [len(text.splitlines()) for text in texts] == lines
