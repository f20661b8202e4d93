"""What pages point to is there, and what they tell to type in is a command."""

import re
import subprocess
from pathlib import Path

import pytest
from django.core.management import get_commands

from bench.product import ROOT
from tests.operator.pages import FENCE, section

PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
LINK = re.compile(r"\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)")
LOGGED = re.compile(r"log(?: of `beat`)?: `([^`]+?)(?: …)?`")
LAST_WORDS = re.compile(r"^\| `([^`]+?)(?: …)?`", re.MULTILINE)


def anchors(page: Path) -> set[str]:
    """As GitHub and GitLab make them of headings."""
    headings = re.findall(r"^#+ (.*)$", page.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page):
    for path, anchor in LINK.findall(page.read_text()):
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), path
        assert not anchor or anchor in anchors(target), f"{path}#{anchor}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_can_be_typed_in(page):
    for block in FENCE.findall(page.read_text()):
        plain = block.replace("<this repository>", "repository")
        checked = subprocess.run(
            ["bash", "-n"], input=plain, text=True, capture_output=True, check=False
        )
        assert checked.returncode == 0, checked.stderr


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_of_ours_exist(page):
    named = set(re.findall(r"manage\.py ([a-z_]+)", page.read_text()))
    assert named <= set(get_commands())


def test_what_processes_are_said_to_say_they_say():
    code = "".join(
        path.read_text() for room in ("config", "jobs") for path in (ROOT / room).rglob("*.py")
    )
    words = re.sub(r'"\s*f?"', "", code)  # sentences are often written in pieces
    said = LOGGED.findall((ROOT / "docs" / "troubleshooting.md").read_text())
    said += LAST_WORDS.findall(section("troubleshooting.md", "It does not start"))
    assert len(said) > 8
    written = [re.sub(r"^SECRET_KEY", "{name}", sentence).rstrip(":") for sentence in said]
    assert [sentence for sentence in written if sentence not in words] == []
