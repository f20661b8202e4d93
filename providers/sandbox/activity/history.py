"""What one person wrote: message n is made from (spot, seed, person, n)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import quote

from providers.sandbox.activity.contents import Content, content_of
from providers.sandbox.activity.writers import Writer
from providers.sandbox.data import mixed
from providers.sandbox.people import Post, escaped, number_of, posts_of
from providers.sandbox.texts import HOSTILE

FIRST_WRITTEN = 1_735_689_600
SECONDS_BETWEEN = 3607
REPLY_EVERY = 5
STATES = ("approved",) * 6 + ("rejected", "pending", "publish_and_moderate", "require_approval")
ODD_LINKS = (
    "javascript:alert(document.cookie)",
    "data:text/html,<script>alert(1)</script>",
    "//evil.example/a",
    "",
    "ftp://news.example/a",
    "https://news.example/with space",
)
ODD_CONVERSATION_EVERY = 9
NO_CONVERSATION_EVERY = 13


@dataclass(frozen=True)
class Talk:
    """The conversation under one article."""

    number: int
    id: str
    about: Mapping[str, Any] | None


@dataclass(frozen=True)
class Written:
    """One message; `answers` is the id of the comment it replies to, or empty."""

    number: int
    id: str
    talk: Talk
    answers: str
    at: int
    status: str
    content: Content

    @property
    def deleted(self) -> bool:
        return self.number % 31 == 30

    @property
    def edited(self) -> bool:
        return self.number % 8 == 6


@dataclass(frozen=True)
class History:
    spot_id: str
    named_spot: str
    seed: int
    writer: Writer

    @cached_property
    def newest_first(self) -> Sequence[Written]:
        talks: list[Talk] = []
        messages = []
        for number in range(self.writer.messages):
            draw = self.draw(number)
            if not talks or draw % 3 == 0:
                talks.append(self._talk(len(talks)))
            # Now and then somebody comes back to the conversation before.
            messages.append(self._message(number, talks[-2 if draw % 11 == 5 else -1 :][0]))
        return messages[::-1]

    def draw(self, number: int) -> int:
        return mixed(number ^ self._salt)

    @cached_property
    def _salt(self) -> int:
        return number_of(self.spot_id, self.seed, "activity", self.writer.person.user_id)

    @cached_property
    def _posts(self) -> Sequence[Post]:
        return posts_of(self.spot_id, self.seed)

    def _talk(self, number: int) -> Talk:
        usual = [post.post_id for post in self._posts[number : number + 1]]
        post_id = usual[0] if usual else f"article-{number}"
        return Talk(number, f"{self.named_spot}_{escaped(post_id)}", about(number, post_id))

    def _message(self, number: int, talk: Talk) -> Written:
        draw = self.draw(number)
        is_reply = number % REPLY_EVERY == REPLY_EVERY - 1
        answers = f"{talk.id}_c_{mixed(draw):x}" if is_reply else ""
        message_id = f"{answers}_r_{draw:x}" if is_reply else f"{talk.id}_c_{draw:x}"
        at = FIRST_WRITTEN + number * SECONDS_BETWEEN
        status = STATES[draw % len(STATES)] if number else STATES[0]
        return Written(number, message_id, talk, answers, at, status, content_of(number, draw))


def about(number: int, post_id: str) -> Mapping[str, Any] | None:
    """What is told about an article: sometimes nothing, sometimes nothing good."""
    if number % NO_CONVERSATION_EVERY == NO_CONVERSATION_EVERY - 1:
        return None
    url, title = f"https://news.example/{quote(post_id)}", f"What happened, part {number + 1}"
    if number % ODD_CONVERSATION_EVERY == ODD_CONVERSATION_EVERY - 1:
        turn = number // ODD_CONVERSATION_EVERY
        url, title = ODD_LINKS[turn % len(ODD_LINKS)], HOSTILE[turn % len(HOSTILE)]
    return {
        "url": url,
        "type": "link",
        "title": title,
        "width": 2000,
        "height": 1333,
        "service": "og",
        "metadata": {},
        "description": f"A report about {post_id}",
        "thumbnail_url": "https://images.example/thumbnail.jpg",
    }
