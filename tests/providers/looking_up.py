"""A person's activity over real HTTP, page by page as the product goes through it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from providers.http import Http, Network
from providers.openweb.people_ids import PersonId, PersonKind
from providers.openweb.user_activity import Position, UserActivity, following
from providers.openweb.user_activity_records import ActivityPage

SPOT = "sp_1234abcd"
ANN = PersonId(PersonKind.USER_ID, "u_ann")


@contextmanager
def activity(url: str, spot_id: str = SPOT, token: str = "good-token") -> Iterator[UserActivity]:
    http = Http(url, Network(connect_timeout=5, read_timeout=10, deadline=20))
    try:
        yield UserActivity(http, spot_id, token)
    finally:
        http.close()


def pages_of(
    activity: UserActivity, person: PersonId, count: int | None = None
) -> Iterator[tuple[Position, ActivityPage]]:
    """Each page until `following` ends, and where it was asked for."""
    seen: set[str] = set()
    position: Position | None = Position()
    while position:
        page = activity.page(person, position.offset, count)
        yield position, page
        new = {message.id for message in page.messages} - seen
        seen |= new
        position = following(position, page, len(new))


def answer(*messages: Any, **rest: Any) -> str:
    """The body of an answer with one conversation."""
    data = {"conversation_id": f"{SPOT}_post", "conversation": None, "messages": list(messages)}
    return json.dumps({"items": [{"data": data}], **rest})
