"""What happens in one chapter of a conversation; the chapters of a conversation are all alike.

Every event kind of the old "Text Only Import" page comes in the first fifteen events, so a short
conversation has them all. Late steps happen to messages of a chapter half as far from the start,
so in a long conversation an edit can come a hundred thousand events after what it edits.
"""

from typing import Literal, NamedTuple

Author = Literal["known", "guest", "named guest", "not in users", "nobody"]


class Step(NamedTuple):
    """`comment` and `reply` are names within a chapter. A late step with two letters takes the
    first in even chapters and the second in odd ones, so that it happens to each message once."""

    kind: str
    comment: str
    reply: str = ""
    author: Author = "known"
    late: bool = False
    instead: str = ""


CHAPTER = (
    Step("comment-created", "a"),
    Step("reply-created", "a", "1", "guest"),
    Step("comment-created", "b"),
    Step("comment-edited", "a"),
    Step("reply-created", "b", "1"),
    Step("comment-created", "c", author="not in users"),
    Step("reply-edited", "a", "1"),
    Step("reply-created", "a", "2"),
    Step("reply-anonymous", "b", "1"),
    Step("comment-created", "d", author="nobody"),
    Step("reply-deleted", "a", "1"),
    Step("comment-soft-deleted", "b"),
    Step("comment-anonymous", "c"),
    Step("reply-created", "c", "1", "named guest"),
    Step("comment-deleted", "a"),
    Step("reply-created", "b", "2"),
    Step("comment-created", "e"),
    Step("reply-created", "e", "1"),
    Step("comment-created", "f"),
    Step("comment-created", "g"),
    Step("reply-created", "g", "1"),
    Step("comment-created", "h"),
    Step("reply-created", "h", "1", "guest"),
    Step("comment-created", "i", instead="comment-pinned"),
    Step("comment-created", "j", instead="conversation-closed"),
    Step("comment-created", "k"),
    Step("reply-created", "d", "1"),
    Step("comment-created", "l", author="named guest"),
    Step("comment-edited", "df", late=True),
    Step("reply-edited", "dg", "1", late=True),
    Step("comment-deleted", "eh", late=True),
    Step("comment-soft-deleted", "kf", late=True),
    Step("comment-anonymous", "gl", late=True),
)
CREATED = {
    (step.comment, step.reply): place
    for place, step in enumerate(CHAPTER)
    if step.kind.endswith("-created")
}
# Both comments that are deleted with their replies have one living reply then.
GONE_WITH = {"comment-deleted": 2, "comment-soft-deleted": 1, "reply-deleted": 1}


def visible_after(events: int, *, unknown_kinds: bool) -> int:
    """How many messages are there after so many events, and not deleted."""
    changes = [_change(step, unknown_kinds) for step in CHAPTER]
    chapters, rest = divmod(events, len(CHAPTER))
    return chapters * sum(changes) + sum(changes[:rest])


def _change(step: Step, unknown_kinds: bool) -> int:
    if step.kind.endswith("-created"):
        return 0 if unknown_kinds and step.instead else 1
    return -GONE_WITH.get(step.kind, 0)
