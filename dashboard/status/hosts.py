"""What holds for every host at once: one version, one time."""

import platform
from collections.abc import Sequence
from datetime import datetime, timedelta

import django
from django.conf import settings
from django.db import connection
from django.utils import timezone

from dashboard.formats import duration
from dashboard.status.facts import About, Detail, Fact, Finding, Judgement
from jobs.models import Process

UNEQUAL = timedelta(seconds=5)


def version(alive: Sequence[Process]) -> Fact:
    ours = settings.PRODUCT_VERSION
    others = {process.version for process in alive} - {ours, ""}
    details = (Detail("Python", platform.python_version()), Detail("Django", django.__version__))
    old = {Detail(f"On {one.host}", one.version) for one in alive if one.version in others}
    found = _one_version(ours, sorted(others))
    return Fact(About.VERSION, "Version", found, (*details, *sorted(old)))


def _one_version(ours: str, others: list[str]) -> Finding:
    words = f"Threadkeep {ours}"
    if others:
        meaning = f"In the background {' and '.join(others)} is still running."
        advice = "Normal during an upgrade. Else restart what runs the other version."
        return Finding(Judgement.LOOK, words, meaning, advice)
    return Finding(Judgement.GOOD, words, "Pages and background work run the same version.")


def clocks(alive: Sequence[Process]) -> Fact:
    """Each host's clock against the database's, of whole seconds."""
    ahead = {one.host: one.seen_at - one.noted_at for one in alive if one.noted_at}
    ahead["this page's host"] = _ahead_here()
    unequal = {host: by for host, by in ahead.items() if abs(by) > UNEQUAL}
    details = tuple(Detail(host, _in_words(by)) for host, by in sorted(unequal.items()))
    return Fact(About.CLOCKS, "Clocks", _agreement(unequal), details)


def _agreement(unequal: dict[str, timedelta]) -> Finding:
    if not unequal:
        return Finding(Judgement.GOOD, "Agree", "All hosts have the time of the database.")
    most = max(map(abs, unequal.values()))
    grave = most > timedelta(seconds=settings.LEASE_SECONDS) / 2
    return Finding(
        Judgement.BAD if grave else Judgement.LOOK,
        f"Are {duration(most)} apart",
        "Times on pages are wrong by as much, and work may be taken over too early or too late.",
        "Let time synchronisation (chrony, systemd-timesyncd) run on every host.",
    )


def _ahead_here() -> timedelta:
    """SQLite has no clock but this host's."""
    if connection.vendor != "postgresql":
        return timedelta(0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        theirs: datetime = cursor.fetchone()[0]
    return timezone.now() - theirs


def _in_words(by: timedelta) -> str:
    return f"{duration(abs(by))} {'ahead' if by > timedelta(0) else 'behind'}"
