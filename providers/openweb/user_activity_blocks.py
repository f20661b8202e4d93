"""A message's content: blocks of text, images, animations and mentions, and the text of them all.

OpenWeb's "User Activity" shows text blocks alone; the others are known from its iOS SDK.
"""

from collections.abc import Mapping, Sequence

from providers.openweb.feed_events import members
from providers.openweb.plain_text import plain_text
from providers.openweb.user_activity_records import Block, BlockKind
from providers.values import text, web_address

_KINDS: Mapping[str, BlockKind] = {
    "text": BlockKind.TEXT,
    "image": BlockKind.IMAGE,
    "animation": BlockKind.ANIMATION,
    "user-mention": BlockKind.MENTION,
    "mention": BlockKind.MENTION,
}
_STAND_INS: Mapping[BlockKind, str] = {
    BlockKind.IMAGE: "[image]",
    BlockKind.ANIMATION: "[animation]",
}


def read_blocks(content: object) -> tuple[Block, ...]:
    """The blocks in their order; a lone text or block counts as a list of one."""
    listed = content if isinstance(content, list) else [content] if content else []
    return tuple(_read(one, _mentions(listed)) for one in listed if one is not None)


def text_of(blocks: Sequence[Block]) -> str:
    """All blocks as one plain text, images and animations as a word in brackets."""
    said = "\n".join(block.text for block in blocks if block.kind is BlockKind.TEXT)
    lines = (_line(block, said) for block in blocks)
    return "\n".join(line for line in lines if line)


def _line(block: Block, said: str) -> str:
    if block.kind is BlockKind.MENTION and block.text in said:
        return ""  # its place is within a text
    if block.text and block.kind is BlockKind.ANIMATION:
        return f"[animation: {block.text}]"
    return block.text or _STAND_INS.get(block.kind, "")


def _mentions(listed: Sequence[object]) -> dict[str, str]:
    """What stands for a mention in texts (`@{id}`, as the SDK writes it), and the name for it."""
    found = (members(one) for one in listed)
    return {
        f"@{{{text(one.get('id'))}}}": _mentioned(one)
        for one in found
        if _kind(one) is BlockKind.MENTION and one.get("id")
    }


def _mentioned(block: Mapping[str, object]) -> str:
    name = text(block.get("display_name")) or text(block.get("user_id"))
    return f"@{name}" if name else ""


def _kind(block: Mapping[str, object]) -> BlockKind:
    return _KINDS.get(text(block.get("type")).casefold(), BlockKind.UNKNOWN)


def _read(value: object, mentions: Mapping[str, str]) -> Block:
    if isinstance(value, str):
        return Block(BlockKind.TEXT, "", plain_text(text(value)))
    block = members(value)
    kind, word = _kind(block), text(block.get("type"))
    if kind is BlockKind.MENTION:
        return Block(kind, word, _mentioned(block), id=text(block.get("user_id")))
    if kind is BlockKind.IMAGE:
        return Block(kind, word, url=_url(block, "image_url"), id=text(block.get("image_id")))
    if kind is BlockKind.ANIMATION:
        title = plain_text(text(block.get("title")))
        return Block(kind, word, title, url=_url(block, "original_url"))
    return Block(kind, word, _said(block, mentions))


def _said(block: Mapping[str, object], mentions: Mapping[str, str]) -> str:
    said = plain_text(text(block.get("text")))
    for place, name in mentions.items():
        said = said.replace(place, name)
    return said


def _url(block: Mapping[str, object], name: str) -> str:
    return web_address(block.get(name)) or web_address(block.get("url"))
