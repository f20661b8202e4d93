"""What one person wrote on a spot: comments and replies with their conversations.

Follows OpenWeb's "User Activity": POST /v1/user/activity, which OpenWeb enables for a spot on
request. Open there: whether `primary_key` replaces `profile_user_id` (only the one is sent), the
largest `count`, what it counts, whether `cursor.offset` is the page's position or the next one's,
the order, and all error answers. `following` is right under each reading.
"""

from dataclasses import dataclass

from providers.errors import NotFound, ProviderError, UnclearAnswer
from providers.http import Answer
from providers.openweb.people_ids import PersonId, PersonKind
from providers.openweb.spot_client import SpotClient
from providers.openweb.user_activity_answer import read_page
from providers.openweb.user_activity_records import ActivityPage, Answered
from providers.openweb.user_activity_refusals import told_apart

PATH = "/v1/user/activity"
MOST_CALLS = 20_000
MOST_IDLE = 2
_FIELDS = {PersonKind.USER_ID: "profile_user_id", PersonKind.PRIMARY_KEY: "primary_key"}


class UserActivity(SpotClient):
    """The people of one spot."""

    def page(self, person: PersonId, offset: int, count: int | None) -> ActivityPage:
        """Ask for `count` items from `offset` on; None leaves the number to OpenWeb.

        A person whom OpenWeb does not know is an answer, not a failure: see `Answered`. Raises
        ProviderError: NotEnabled when the API is not enabled for this spot, KeyRefused when it
        refuses the key, RequestRefused, UnclearAnswer, and those of the network.
        """
        try:
            return read_page(self._ask(person, offset, count), person, offset)
        except ProviderError as error:
            failure = told_apart(error)
        if isinstance(failure, NotFound) and offset == 0:
            return ActivityPage(Answered.NOT_FOUND, reason=failure.detail)
        raise failure

    def _ask(self, person: PersonId, offset: int, count: int | None) -> Answer:
        body: dict[str, str | int] = {_FIELDS[person.kind]: person.value, "offset": offset}
        if count is not None:
            body["count"] = count
        headers: dict[str, str | bytes] = {
            "x-spot-id": self.spot_id,
            "apikey": self._token_for_header(),
        }
        return self._http.call("POST", PATH, json=body, headers=headers)


@dataclass(frozen=True)
class Position:
    """Where to ask next. `calls` were made so far; the last `idle` of them brought nothing new."""

    offset: int = 0
    calls: int = 0
    idle: int = 0


def following(position: Position, page: ActivityPage, new: int) -> Position | None:
    """Where to ask after the page of this position; None when there is no more to ask.

    `new` counts those of the page's messages whose ids had not come before. The end is where
    `has_next` is false, or where answers bring nothing new: if the last page's `cursor.has_next` is
    true then, OpenWeb says that there is more and does not send it. Raises UnclearAnswer for a
    list without end.
    """
    idle = 0 if new else position.idle + 1
    goes_on = bool(new) if page.cursor.has_next is None else page.cursor.has_next
    if not goes_on or idle >= MOST_IDLE:
        return None
    if position.calls + 1 >= MOST_CALLS:
        raise UnclearAnswer(
            "OpenWeb's list of this person's messages does not end.",
            detail=f"{MOST_CALLS} answers, and has_next is still true at {position.offset}.",
        )
    told = page.cursor.offset or 0
    offset = told if told > position.offset else position.offset + page.step
    return Position(offset, position.calls + 1, idle)
