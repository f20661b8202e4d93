import pytest

from exports.models import Window
from jobs.kinds import DueKind


@pytest.fixture
def steps(monkeypatch) -> list:
    """The only registered kind: what its steps and endings were called with."""
    made: list = []
    kind = DueKind(
        model=Window,
        step=lambda lease: made.append(("step", lease)),
        give_up=lambda lease: made.append(("give up", lease)),
    )
    monkeypatch.setattr("jobs.kinds._kinds", [kind])
    return made
