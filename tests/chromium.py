"""One Chromium for every test that needs one: a second Playwright in a process cannot start."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
MISSING = "Chromium is not installed (Debian: apt install chromium)."


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = shutil.which("chromium") or _give_up()
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright leaves an event loop in this thread
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield chromium
        chromium.close()


def _give_up() -> str:
    """Where nobody looks at what was skipped, a missing browser is a failure."""
    if os.environ.get("CI"):
        pytest.fail(MISSING)
    pytest.skip(MISSING)
