"""What a page shows, read from its HTML."""

import html
import re


def names(text: str) -> list[str]:
    """The conversations of a list, in its order."""
    return [
        html.unescape(name) for name in re.findall(r'class="row-link"[^>]*><bdi>(.*?)</bdi>', text)
    ]


def link(text: str, rel: str) -> str:
    """The query of the page beside this one; empty without one."""
    found = re.search(rf'rel="{rel}" href="(\?[^"]*)"', text)
    return html.unescape(found[1]) if found else ""


def headers(text: str) -> list[str]:
    """The columns of a list."""
    found = re.findall(r'<th scope="col"[^>]*>(.*?)</th>', text, re.DOTALL)
    return [re.sub(r"<[^>]*>", "", head).strip() for head in found]


def numbers(text: str, facet: str) -> dict[str, str]:
    """What a facet offers, with the number behind each."""
    block = re.search(rf'id="facet-{facet}".*?</ul>', text, re.DOTALL)
    assert block
    found = re.findall(r"<bdi>(.*?)</bdi>.*?facet-number\">(.*?)</span>", block[0], re.DOTALL)
    return dict(found)


def tiles(text: str) -> dict[str, str]:
    """What needs attention, with its number."""
    pattern = r'tile-number">(.*?)</span>\s*<span class="tile-label">(.*?)</span>'
    return {label: number for number, label in re.findall(pattern, text)}
