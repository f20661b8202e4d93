"""A test that needs what this machine lacks: left out with the reason, but never unseen."""

import os
from typing import NoReturn

import pytest


def cannot_run(reason: str) -> NoReturn:
    """Where nobody looks at what was skipped, what is missing is a failure."""
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)
