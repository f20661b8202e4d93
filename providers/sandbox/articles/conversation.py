"""One article's conversation: event number n is made from (spot, seed, article, n) when read."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from providers.sandbox.articles.revisions import revision
from providers.sandbox.articles.script import CHAPTER, CREATED, Author, Step
from providers.sandbox.data import content, mixed
from providers.sandbox.people import Person, escaped, number_of, people_of
from providers.sandbox.texts import HOSTILE, HOSTILE_NAMES

FIRST_WRITTEN = 1_588_769_040
SECONDS_BETWEEN_EVENTS = 60
HOSTILE_EVERY = 4


@dataclass(frozen=True, slots=True)
class Event:
    """`written` is when the message was written, in seconds since 1970, whatever happened to it
    since; `author` is what the feed says of its author: `user_id`, `nick_name` or nothing."""

    kind: str
    message_id: str
    content: str
    written: int
    author: Mapping[str, str]


@dataclass(frozen=True)
class Conversation:
    """`made` events by the script, then those that were `appended`."""

    spot_id: str
    named_spot: str
    seed: int
    post_id: str
    made: int
    appended: Sequence[Event]
    unknown_kinds: bool

    @cached_property
    def conversation_id(self) -> str:
        return f"{self.named_spot}_{escaped(self.post_id)}"

    @property
    def size(self) -> int:
        return self.made + len(self.appended)

    @property
    def head(self) -> int:
        """The revision of the newest event, 0 when there is none."""
        return revision(self.size - 1) if self.size else 0

    @cached_property
    def people(self) -> Mapping[str, Person]:
        return {person.user_id: person for person in people_of(self.spot_id, self.seed)}

    def events(self, first: int = 0, end: int | None = None) -> Iterator[Event]:
        """Events number `first` to before `end`, one by one."""
        end = self.size if end is None else end
        for number in range(first, min(end, self.made)):
            yield self._made(number)
        yield from self.appended[max(0, first - self.made) : max(0, end - self.made)]

    def message_id(self, number: int, parent_id: str = "") -> str:
        """The id of the message that event `number` creates; no two are alike."""
        short = f"{mixed(number ^ self._salt):x}"
        return f"{parent_id}_r_{short}" if parent_id else f"{self.conversation_id}_c_{short}"

    def text(self, number: int) -> str:
        """What event `number` says: often nice, regularly nasty."""
        if number % HOSTILE_EVERY == 0:
            return HOSTILE[number // HOSTILE_EVERY % len(HOSTILE)]
        return content(1, mixed(number ^ self._salt))

    def author(self, number: int, form: Author = "known") -> Mapping[str, str]:
        draw = mixed(number ^ self._salt)
        if form == "known":
            return {"user_id": self._names[draw % len(self._names)]}
        if form == "not in users":
            return {"user_id": f"u_gone{draw:016X}"[:14]}
        if form == "named guest":
            return {"nick_name": HOSTILE_NAMES[draw % len(HOSTILE_NAMES)]}
        return {"nick_name": ""} if form == "guest" else {}

    @cached_property
    def _salt(self) -> int:
        return number_of(self.spot_id, self.seed, "article", self.post_id)

    @cached_property
    def _names(self) -> Sequence[str]:
        return tuple(self.people)

    def _made(self, number: int) -> Event:
        chapter, place = divmod(number, len(CHAPTER))
        step = CHAPTER[place]
        comment = step.comment[chapter % len(step.comment)]
        start = (chapter // 2 if step.late else chapter) * len(CHAPTER)
        comment_number = start + CREATED[comment, ""]
        created = start + CREATED[comment, step.reply]
        message_id = self.message_id(comment_number)
        if step.reply:
            message_id = self.message_id(created, message_id)
        return Event(
            step.instead if self.unknown_kinds and step.instead else step.kind,
            message_id,
            self._content(step, number, created),
            FIRST_WRITTEN + created * SECONDS_BETWEEN_EVENTS,
            {"nick_name": ""} if step.kind.endswith("-anonymous") else self._author_of(created),
        )

    def _author_of(self, created: int) -> Mapping[str, str]:
        return self.author(created, CHAPTER[created % len(CHAPTER)].author)

    def _content(self, step: Step, number: int, created: int) -> str:
        """No text comes with a deletion. Edits say which one they are, so none repeats the text."""
        if step.kind.endswith("-deleted"):
            return ""
        if step.kind.endswith("-edited"):
            return f"{self.text(number)} (edit {number})"
        return self.text(created)
