"""The step for each state of a window of days."""

from functools import partial

from django.utils import timezone

from exports.by_range.downloading import Download
from exports.by_range.exporting import asked_of, call_off, status_of
from exports.models import Window, WindowState
from exports.moves import Answer, OwnerLost, Polled, Requested, decide
from exports.queries import others_answered
from exports.runner.vendor import ask_exporter
from exports.services import turns, windows
from jobs.database import patiently
from jobs.failpoints import failpoint
from jobs.services import Lease, renew
from providers.openweb.generations import Exporter


def _ask(lease: Lease, window: Window) -> None:
    if turns.begin(lease, window):
        failpoint("turn_taken")
        _request(lease, window)


def _ask_again(lease: Lease, window: Window) -> None:
    if lease.lost_owners:
        windows.keep(lease, window, OwnerLost())
    _request(lease, window)


def _request(lease: Lease, window: Window) -> None:
    renew(lease)  # whoever was frozen meanwhile must not have the data built once more

    def call(exporter: Exporter) -> str:
        export_id = exporter.request(asked_of(window))
        failpoint("after_post")
        return export_id

    found = ask_exporter(window, call)
    failpoint("before_commit")
    patiently(partial(_write, lease, window, Requested(found)))


def _poll(lease: Lease, window: Window) -> None:
    answer = status_of(window)
    failpoint("polled")
    is_late = window.deadline_at is not None and timezone.now() >= window.deadline_at
    _write(lease, window, Polled(answer, is_late and others_answered(window)))


def _write(lease: Lease, window: Window, answer: Answer) -> None:
    move = decide(window, answer, timezone.now())
    if window.is_being_built and move.state in (WindowState.WAITING, WindowState.SPLIT):
        call_off(window)
    windows.apply(lease, window, move)


def _download(lease: Lease, window: Window) -> None:
    Download(lease, window).run()


STEPS = {
    WindowState.WAITING: _ask,
    WindowState.REQUESTING: _ask_again,
    WindowState.PROCESSING: _poll,
    WindowState.DOWNLOADING: _download,
}
