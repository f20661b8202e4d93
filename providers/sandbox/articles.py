"""The events of one article: a short conversation in which everything documented happens once."""

from collections.abc import Sequence
from dataclasses import dataclass

from providers.sandbox.data import SECOND, mixed, written_at
from providers.sandbox.people import Person, escaped, number_of, people_of, posts_of
from providers.sandbox.texts import HOSTILE

FIRST_WRITTEN = 1_588_768_000 * SECOND


@dataclass(frozen=True)
class Step:
    """`revision` is the etag the conversation has after it; they have gaps, as in the document."""

    revision: int
    kind: str
    comment: str
    reply: str = ""
    by_guest: bool = False


STEPS = (
    Step(1, "comment-created", "first"),
    Step(2, "reply-created", "first", "answer", by_guest=True),
    Step(4, "comment-created", "second"),
    Step(5, "comment-edited", "first"),
    Step(7, "reply-edited", "first", "answer"),
    Step(8, "reply-created", "second", "other"),
    Step(9, "reply-anonymous", "second", "other"),
    Step(11, "reply-deleted", "first", "answer"),
    Step(12, "comment-anonymous", "first"),
    Step(14, "comment-soft-deleted", "second"),
    Step(15, "comment-deleted", "first"),
)


def events_of(
    spot_id: str, seed: int, post_id: str, etag: int, count: int | None
) -> dict[str, object]:
    """The documented answer: what happened after revision `etag`, at most `count` events."""
    known = post_id in {post.post_id for post in posts_of(spot_id, seed)}
    steps = [step for step in STEPS if known and step.revision > etag][:count]
    people = people_of(spot_id, seed)[1:3]
    conversation = f"{spot_id}_{escaped(post_id)}"
    return {
        "spot_id": spot_id,
        "conversation_id": conversation,
        "post_id": post_id,
        "from_etag": etag,
        "new_etag": steps[-1].revision if steps else etag,
        "events": [_event(conversation, step, people) for step in steps],
        "users": {
            person.user_id: {"user_name": person.user_name, "display_name": person.display_name}
            for person in people
            if steps
        },
    }


def _event(conversation: str, step: Step, people: Sequence[Person]) -> dict[str, object]:
    message: dict[str, object] = {
        "id": _message_id(conversation, step),
        "content": f"{step.kind}: {HOSTILE[step.revision % len(HOSTILE)]}",
        "written_at": written_at(FIRST_WRITTEN + step.revision * 60 * SECOND),
        "offset": 0,
    }
    if step.by_guest:
        message["nick_name"] = ""
    else:
        message["user_id"] = people[step.revision % len(people)].user_id
    return {"type": step.kind, "message": message}


def _message_id(conversation: str, step: Step) -> str:
    comment = f"{conversation}_c_{_short(step.comment)}"
    return f"{comment}_r_{_short(step.reply)}" if step.reply else comment


def _short(name: str) -> str:
    return f"{mixed(number_of(name)):x}"[:6]
