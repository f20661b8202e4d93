"""`export range`: what somebody at a terminal, or a script, is told and gets."""

import os
import signal
import zipfile
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone

from credentials.models import Key, KeyState
from exports.management import watching
from exports.models import Export, Window
from jobs.models import Heartbeat, Lane
from tests.exports.commands import Command, working

pytestmark = pytest.mark.django_db(transaction=True)

DAYS = ("2026-03-01", "2026-03-02")


@pytest.fixture
def workers(vendor) -> Iterator[None]:
    with working():
        yield


@pytest.fixture
def export_to(site, tmp_path):
    path = tmp_path / "out" / "march.csv.zip"
    return lambda *more: (
        path,
        Command("range", *DAYS, "--site", site.name, "--output", str(path), *more),
    )


def test_a_ready_export_exits_0_and_its_path_comes_last(workers, export_to):
    path, command = export_to()
    assert command.code == 0
    assert command.out.splitlines()[-1] == str(path)
    with zipfile.ZipFile(path) as packed:
        assert packed.testzip() is None
        assert len(packed.namelist()) == 1


def test_an_incomplete_export_exits_3_says_what_lacks_and_still_brings_the_file(
    workers, vendor, export_to
):
    vendor.configure(count_delta=2)
    path, command = export_to()
    assert command.code == 3
    assert "2 fewer" in command.err
    assert command.out.splitlines()[-1] == str(path)
    assert path.exists()


def test_a_failed_export_exits_1_says_why_and_writes_nothing(workers, vendor, export_to):
    vendor.arm("file", "bomb")
    path, command = export_to()
    assert command.code == 1
    assert "damaged" in command.err
    assert not command.out
    assert not path.parent.exists()


def test_an_export_without_comments_exits_0(workers, vendor, export_to):
    vendor.configure(rows=0)
    path, command = export_to()
    assert command.code == 0
    assert path.exists()


def test_a_refused_key_ends_the_command_with_a_sentence_but_not_the_export(workers, export_to):
    Key.objects.update(state=KeyState.REFUSED)
    _, command = export_to()
    assert command.code == 1
    assert "goes on once an admin" in command.refusal
    assert Export.objects.get().is_open


def test_a_command_that_nobody_works_for_ends_with_what_to_do(
    vendor, export_to, settings, monkeypatch
):
    monkeypatch.setattr(watching, "GRACE_SECONDS", 0)
    seen = timezone.now() - timedelta(hours=1)
    for lane in Lane:
        Heartbeat.objects.create(lane=lane, host="here", pid=1, woken_at=seen)
    _, command = export_to()
    assert command.code == 1
    assert "Nobody is working since" in command.refusal
    assert "make run" in command.refusal
    assert Export.objects.get().is_open


def test_ctrl_c_leaves_the_export_running_and_says_so(vendor, export_to, monkeypatch):
    def pressed(_: float) -> None:
        os.kill(os.getpid(), signal.SIGINT)

    monkeypatch.setattr("exports.management.watching.time.sleep", pressed)
    _, command = export_to()
    assert command.code == 1
    assert "goes on" in command.refusal
    assert Export.objects.get().is_open


def test_a_file_that_cannot_be_written_is_said_and_leaves_no_half_one(
    workers, site, tmp_path, monkeypatch
):
    (tmp_path / "taken").mkdir()
    command = Command("range", *DAYS, "--site", site.name, "--output", str(tmp_path / "taken"))
    assert command.code == 1
    assert "could not be written" in command.refusal
    assert not list(tmp_path.glob(".*"))


def test_a_site_named_twice_is_asked_for_once(workers, site, export_to):
    _, command = export_to("--site", site.name)
    assert command.code == 0
    assert Window.objects.count() == 1


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("2026-03-01", "2026-03-02", "--site", "Nowhere"), "Known: The Daily"),
        (("tomorrow", "2026-03-02", "--site", "The Daily"), "is no date"),
        (("2026-03-02", "2026-03-01", "--site", "The Daily"), "before the first"),
        (("2026-03-01", "2026-03-02T06:00", "--site", "The Daily"), "both as moments"),
        (("2026-03-01", "2026-03-02", "--site", "The Daily", "--zone", "Mars"), "no time zone"),
        (("2999-03-01", "2999-03-02", "--site", "The Daily"), "future"),
    ],
)
def test_what_cannot_be_asked_for_is_said_before_anything_starts(site, arguments, sentence):
    command = Command("range", *arguments)
    assert command.code == 1
    assert sentence in command.refusal
    assert not Export.objects.exists()
