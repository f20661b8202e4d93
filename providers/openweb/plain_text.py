"""What a comment's HTML says, as plain text: nothing in it is interpreted, nothing is fetched.

OpenWeb's texts hold HTML in practice (`<p>`, `<br>`, links); its documents do not say so. Only tags
that format text are taken away. Whatever else looks like a tag stays readable as it came.
"""

import html
import re

_FORMATTING = (
    "a|abbr|b|big|blockquote|br|code|del|div|em|font|h[1-6]|hr|i|ins|li|mark|ol|p|pre|q|s|small|"
    "span|strike|strong|sub|sup|u|ul"
)
# Every repetition is bounded, so that no text takes longer than its length deserves.
_TAG = re.compile(rf"(?i)<(/?)({_FORMATTING})((?:\s[^<>]{{0,2000}})?)/?>")
_TARGET = re.compile(r"""(?i)\shref\s{0,9}=\s{0,9}["']?([^"'\s>]{1,2000})""")
_BREAKS_BEFORE = frozenset(("br", "hr"))
_BREAKS_AFTER = frozenset(
    ("p", "div", "li", "blockquote", "pre", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6")
)


def plain_text(text: str) -> str:
    """The text without tags and with its entities decoded.

    A link keeps its target in parentheses where the text does not show it.
    """
    parts: list[str] = []
    end, targets = 0, _Targets()
    for tag in _TAG.finditer(text):
        parts.append(_decoded(text[end : tag.start()]))
        targets.saw(parts[-1])
        parts.append(_instead_of(tag[1], tag[2].lower(), tag[3], targets))
        end = tag.end()
    parts.append(_decoded(text[end:]))
    plain = "".join(parts)
    return re.sub(r"\n{3,}", "\n\n", plain).strip("\n") if end else plain


class _Targets:
    """Where the link that is open leads, while its text has not shown it."""

    def __init__(self) -> None:
        self._target = ""

    def open(self, attributes: str) -> None:
        found = _TARGET.search(attributes)
        self._target = _decoded(found[1]) if found else ""

    def saw(self, text: str) -> None:
        if self._target and self._target in text:
            self._target = ""

    def close(self) -> str:
        target, self._target = self._target, ""
        return f" ({target})" if target else ""


def _instead_of(slash: str, name: str, attributes: str, targets: _Targets) -> str:
    if name == "a":
        if slash:
            return targets.close()
        targets.open(attributes)
        return ""
    breaks = name in _BREAKS_AFTER if slash else name in _BREAKS_BEFORE
    return "\n" if breaks else ""


def _decoded(text: str) -> str:
    if "&" not in text:
        return text
    try:
        return html.unescape(text)
    except ValueError:  # a numbered character of thousands of digits
        return text
