"""The sandbox speaks what "Export comments v4" shows."""

import time

import jwt
import pytest

from providers.sandbox.server import Running
from tests.sandbox.calls import Vendor, unzipped
from tests.sandbox.generations import DAY_UTC, Client, auth, get, id_in, ids, rows, v4_of

DOCUMENTED = ["id", "user_id", "user_name", "spot_id", "post_id", "message_status", "content"]


@pytest.fixture
def client(sandbox: Running) -> Client:
    return v4_of(sandbox)


def test_the_token_is_a_jwt_that_lives_for_a_day(sandbox: Running) -> None:
    document = auth(sandbox).json()
    assert list(document) == ["token"]
    assert jwt.get_unverified_header(document["token"])["alg"] == "HS256"
    claims = jwt.decode(document["token"], options={"verify_signature": False})
    assert claims["exp"] - claims["iat"] == 86_400
    assert abs(claims["iat"] - time.time()) < 30


def test_a_request_answers_with_the_status_url(sandbox: Running, client: Client) -> None:
    sandbox.configure(processing_seconds=60)
    link = client.request().json()["status_link"]
    assert link.startswith(f"{sandbox.url}/v4/export/status?id=")
    assert client.get(link).json() == {"status": "Processing"}


def test_comments_users_and_ranks_come_as_files_of_their_own(
    client: Client, vendor: Vendor
) -> None:
    link = client.begin()
    comments, users, ranks = client.ready(link)["links"]
    assert ["comments" in comments, "users" in users, "ranks" in ranks] == [True] * 3
    texts = [unzipped(get(one).content).decode() for one in (comments, users, ranks)]
    of_comments, of_users, of_ranks = (rows(text) for text in texts)
    assert list(of_comments[0])[:7] == DOCUMENTED
    assert [row["id"] for row in of_comments] == vendor.truth(export_id=id_in(link))[1:]
    writers = [row["user_id"] for row in of_comments]
    assert [row["user_id"] for row in of_users] == list(dict.fromkeys(writers))
    assert {row["message_id"] for row in of_ranks} <= {row["id"] for row in of_comments}
    assert {row["rank"] for row in of_ranks} == {"1", "-1"}


def test_files_can_hold_fewer_records(client: Client) -> None:
    texts = client.files(**DAY_UTC, max_records_in_file=50)
    assert [len(rows(text)) for text in texts[:3]] == [50, 50, 20]


@pytest.mark.parametrize("delimiter", [";", "|", "\t"])
def test_the_delimiter_can_be_chosen(client: Client, delimiter: str) -> None:
    for text in client.files(**DAY_UTC, delimiter=delimiter):
        assert delimiter in text.splitlines()[0]
        assert all(None not in row for row in rows(text, delimiter))


def test_a_range_is_the_truth_of_that_range(client: Client, vendor: Vendor) -> None:
    range_ = {"since": DAY_UTC["from"], "to": DAY_UTC["until"]}
    truth = vendor.truth(spot_id="sp_Dem0Spot", **range_)[1:]
    assert ids(client.files()[:1]) == truth
    assert len(truth) == 120


def test_a_conversation_brings_its_own_comments_only(client: Client, vendor: Vendor) -> None:
    day = client.files()[0]
    wanted = rows(day)[0]
    conversation = wanted["id"].partition("_c_")[0]
    texts = client.files(**DAY_UTC, conversation_id=conversation)
    expected = [i for i in ids([day]) if i.startswith(f"{conversation}_c_")]
    assert ids(texts[:1]) == expected
    asked = {"spot_id": "sp_Dem0Spot", "since": DAY_UTC["from"], "to": DAY_UTC["until"]}
    assert vendor.truth(**asked, conversation_id=conversation)[1:] == expected
    assert vendor.truth(**asked, conversation_id=conversation)[0]["rows"] == len(expected) > 0


def test_a_conversation_needs_no_range(client: Client) -> None:
    conversation = rows(client.files()[0])[0]["id"].partition("_c_")[0]
    found = ids(client.files(conversation_id=conversation)[:1])
    assert len(found) > 5
    assert all(one.startswith(f"{conversation}_c_") for one in found)


@pytest.mark.parametrize(
    ("setting", "names"),
    [
        ({"v4_tables": "comments"}, ["comments_0001"]),
        ({"v4_file_order": "comments_last"}, ["ranks_0001", "users_0001", "comments_0001"]),
        ({"v4_file_names": "numbered"}, ["part_0001", "part_0002", "part_0003"]),
        ({"v4_packing": "together"}, ["all"]),
    ],
)
def test_what_files_come_and_how_they_are_named_can_be_chosen(
    sandbox: Running, client: Client, setting: dict[str, object], names: list[str]
) -> None:
    sandbox.configure(**setting)
    links = client.ready(client.begin())["links"]
    assert [link.partition(".csv.zip")[0].rpartition("Spot_")[2] for link in links] == names


@pytest.mark.parametrize(("choice", "files"), [("no_links", 0), ("header_only", 3)])
def test_an_export_of_nothing_has_no_files_or_headers(
    sandbox: Running, client: Client, choice: str, files: int
) -> None:
    sandbox.configure(empty_export=choice)
    texts = client.files(**{"from": DAY_UTC["from"], "until": DAY_UTC["from"]})
    assert [len(text.splitlines()) for text in texts] == [1] * files


def test_finished_exports_are_listed(client: Client) -> None:
    link = client.begin()
    client.ready(link)
    (entry,) = client.side("list").json()["exports"]
    assert (entry["id"], entry["from"]) == (id_in(link), DAY_UTC["from"])
    assert len(entry["links"]) == 3
