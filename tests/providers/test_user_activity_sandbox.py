"""A person of the sandbox, in every reading of the document, against what the sandbox knows."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from providers.errors import KeyRefused, NotEnabled, ProviderError
from providers.openweb.people_ids import PersonId, PersonKind
from providers.openweb.user_activity_records import ActivityPage, Answered, Message, Status
from providers.sandbox.people import people_of
from providers.sandbox.server import Running, running
from tests.providers.looking_up import activity, pages_of
from tests.sandbox.calls import vendor_of

LONG = PersonId(PersonKind.USER_ID, "u_wrote300")


@pytest.fixture
def sandbox(tmp_path: Path) -> Iterator[Running]:
    with running(tmp_path / "sandbox") as sandbox:
        yield sandbox


def read(sandbox: Running, person: PersonId, count: int | None = None) -> list[ActivityPage]:
    with activity(sandbox.url, sandbox.spot_id, sandbox.token) as asked:
        return [page for _, page in pages_of(asked, person, count)]


def messages(sandbox: Running, person: PersonId, count: int | None = None) -> dict[str, Message]:
    return {one.id: one for page in read(sandbox, person, count) for one in page.messages}


def truth(sandbox: Running, user_id: str) -> list[dict[str, Any]]:
    return vendor_of(sandbox).truth(user_id=user_id)[1:]


@pytest.mark.parametrize("counts", ["messages", "conversations"])
@pytest.mark.parametrize("offset", ["next", "position"])
@pytest.mark.parametrize("count", [None, 30, 1000])
def test_every_message_is_read_as_the_sandbox_knows_it(
    sandbox: Running, counts: str, offset: str, count: int | None
) -> None:
    sandbox.configure(activity_counts=counts, activity_offset=offset, activity_replies=True)
    found, known = messages(sandbox, LONG, count), truth(sandbox, LONG.value)
    assert found.keys() == {one["id"] for one in known}
    for one in known:
        message = found[one["id"]]
        assert message.conversation_id == one["conversation_id"]
        assert (message.parent_id, message.kind) == (one["parent_id"], one["type"])
        assert (message.edited, message.deleted) == (one["edited"], one["deleted"])
        assert message.status_word == one["status"]
        assert message.written_at == datetime.fromtimestamp(one["written_at"], UTC)
        assert one["text"] in (None, message.text)


def test_what_others_reply_is_context(sandbox: Running) -> None:
    sandbox.configure(activity_replies=True)
    pages = read(sandbox, LONG)
    context = [one for page in pages for one in page.context]
    assert context
    assert all(one.user_id not in ("", LONG.value) for one in context)
    assert {one.user_id for one in context} < {user for page in pages for user in page.users}


@pytest.mark.parametrize("form", ["seconds", "fractions", "milliseconds", "text"])
def test_times_are_read_in_each_form(sandbox: Running, form: str) -> None:
    sandbox.configure(activity_times=form)
    found = {one.written_at.replace(microsecond=0) for one in messages(sandbox, LONG).values()}
    assert found == {
        datetime.fromtimestamp(one["written_at"], UTC) for one in truth(sandbox, LONG.value)
    }


def test_all_states_come_and_the_unknown_one_keeps_its_word(sandbox: Running) -> None:
    found = messages(sandbox, LONG).values()
    assert {one.status for one in found} == set(Status) - {Status.BLOCKED}
    assert {one.status_word for one in found if one.status is Status.UNKNOWN} == {"quarantined"}


def test_no_link_leads_anywhere_but_to_the_web(sandbox: Running) -> None:
    urls = {one.url for page in read(sandbox, LONG) for one in page.conversations}
    assert "" in urls
    assert all(url.startswith("https://news.example/") for url in urls - {""})


def test_a_person_is_found_by_primary_key_too(sandbox: Running) -> None:
    key = PersonId(PersonKind.PRIMARY_KEY, "reader-wrote300")
    assert messages(sandbox, key) == messages(sandbox, LONG)


def test_authors_of_comments_have_an_activity_even_when_their_name_is_gone(
    sandbox: Running,
) -> None:
    for user_id in (people_of(sandbox.spot_id, 1)[3].user_id, "u_gone0A1B2C3D"):
        assert len(messages(sandbox, PersonId(PersonKind.USER_ID, user_id))) == 40


@pytest.mark.parametrize(
    ("setting", "answered"), [("empty", Answered.NOTHING), ("not_found", Answered.NOT_FOUND)]
)
def test_an_unknown_person_is_told(sandbox: Running, setting: str, answered: Answered) -> None:
    sandbox.configure(activity_unknown=setting)
    (page,) = read(sandbox, PersonId(PersonKind.USER_ID, "u_nobody"))
    assert (page.answered, page.messages) == (answered, ())


@pytest.mark.parametrize(
    ("changes", "token", "failure"),
    [
        ({"activity_off": "*"}, None, NotEnabled),
        ({}, "wrong-token", KeyRefused),
        ({"wrong_token_status": 403}, "wrong-token", KeyRefused),
    ],
)
def test_refusals_are_told_apart(
    sandbox: Running, changes: dict[str, Any], token: str | None, failure: type[ProviderError]
) -> None:
    sandbox.configure(**changes)
    asking = activity(sandbox.url, sandbox.spot_id, token or sandbox.token)
    with asking as asked, pytest.raises(failure):
        asked.page(LONG, 0, 5)
