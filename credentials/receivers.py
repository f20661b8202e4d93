"""What credentials does when Django says that something happened."""

from typing import Any

from credentials import services


def review_keys(**_: Any) -> None:
    """Every start migrates first, so this runs at each start, before anything serves or works."""
    services.review_keys()
