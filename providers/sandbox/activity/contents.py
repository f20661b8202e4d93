"""What stands in a message: texts nice, formatted or hostile, pictures, things unknown."""

import html
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from providers.sandbox import data
from providers.sandbox.texts import CLOSINGS, HOSTILE, OPENINGS, REMARKS


@dataclass(frozen=True)
class Content:
    """`text` is what a person reads in the texts of these blocks; None where that is open, since
    the document does not say how a text with tags in it is meant."""

    blocks: Sequence[dict[str, Any]]
    text: str | None


def content_of(number: int, draw: int) -> Content:
    makers = (_plain, _formatted, _escaped, _plain, _hostile, _plain, _escaped, _rare)
    return makers[number % len(makers)](number // len(makers), draw)


def _plain(_turn: int, draw: int) -> Content:
    text = data.content(1, draw)
    return Content([_text(draw, text)], text)


def _formatted(_turn: int, draw: int) -> Content:
    opening, remark = OPENINGS[draw % len(OPENINGS)], REMARKS[draw % len(REMARKS)]
    closing = CLOSINGS[draw % len(CLOSINGS)]
    text = f"<p>{opening} <b>Really</b>.</p><p>{remark}<br>{closing} &amp; so on</p>"
    return Content([_text(draw, text)], f"{opening} Really.\n{remark}\n{closing} & so on")


def _escaped(turn: int, draw: int) -> Content:
    text = HOSTILE[turn % len(HOSTILE)]
    return Content([_text(draw, html.escape(text))], text)


def _hostile(turn: int, draw: int) -> Content:
    return Content([_text(draw, HOSTILE[turn % len(HOSTILE)])], None)


def _rare(turn: int, draw: int) -> Content:
    """The blocks that only the vendor's iOS SDK knows, and some that nobody knows."""
    size = {"original_width": 640, "original_height": 480}
    forms: tuple[list[dict[str, Any]] | None, ...] = (
        [{"type": "image", "image_id": f"production/{draw:016x}", **size}],
        [
            _text(draw, "Look at this"),
            {
                "type": "animation",
                "original_url": "https://images.example/cat.gif",
                "preview_url": "https://images.example/cat-small.gif",
                "title": "A cat",
                **size,
            },
        ],
        [
            _text(draw, "I agree with @{mention-1} here."),
            {
                "id": "mention-1",
                "type": "user-mention",
                "user_id": "u_somebody",
                "display_name": "Zoë",
            },
        ],
        [{"type": "poll", "question": "Yes or no?"}, None, _text(draw, None)],  # type: ignore[list-item]
        [],
        None,
    )
    return Content(forms[turn % len(forms)], None)  # type: ignore[arg-type]  # a vendor's null


def _text(draw: int, text: str | None) -> dict[str, Any]:
    return {"id": f"{draw:032x}", "text": text, "type": "text"}
