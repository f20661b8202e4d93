"""What pages, files and the log say of conversations."""

from collections.abc import Iterable, Mapping, Sequence

from exports.by_article.story import stem_of
from exports.by_conversation.verdicts import verdict_on
from exports.by_range.exporting import sent_of
from exports.kinds import Story
from exports.models import Window
from exports.verdicts import Verdict


class ConversationStory(Story):
    facts_template = "exports/detail/conversation_facts.html"
    progress_template = "exports/detail/bytes.html"
    has_manifest = True
    part_heading = "Site and article"
    not_in_it = (
        "Not in it: earlier wordings, and what happened after it was fetched. OpenWeb does not say "
        "how far back such files reach: the first comment's time shows it."
    )

    def part_words(self, window: Window) -> str:
        return f"Article {window.post_id}"

    def stem(self, windows: Sequence[Window]) -> str:
        return stem_of(windows, f"_{windows[0].generation}")

    def sent(self, window: Window) -> Mapping[str, str]:
        return sent_of(window)

    def verdict(self, windows: Iterable[Window]) -> Verdict:
        return verdict_on(windows)
