"""Anything that OpenWeb, the network, the disk or the workers may answer a window with."""

from datetime import UTC, datetime

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from exports.models import Grade, WindowState
from exports.moves import (
    Answer,
    Brought,
    DiskFull,
    Doomed,
    FileMissed,
    KeyLooked,
    LinksAsked,
    OwnerLost,
    Polled,
    Requested,
    TurnCame,
)
from exports.verdicts import Verdict
from providers.errors import (
    Busy,
    Damage,
    DownloadBroken,
    FileDamaged,
    KeyRefused,
    LinkExpired,
    NotEnabled,
    NotFound,
    ProviderError,
    RequestRefused,
    SlowDown,
    UnclearAnswer,
    Unreachable,
    VendorTrouble,
)
from providers.openweb.generations import ExportStatus
from providers.openweb.generations.answers import NO_FILES

PASSING = (Busy, SlowDown, VendorTrouble, Unreachable, UnclearAnswer)
FINAL = (NotEnabled, NotFound, RequestRefused)
WORDS = ("Processing", "Queued", NO_FILES, "Failed", "")
KEPT = Verdict(Grade.WHOLE, "Whole", "1 row", "Files intact.", ())

passing: SearchStrategy[ProviderError] = st.builds(
    lambda kind, pause, sent: kind(retry_after=pause, sent=sent),
    st.sampled_from(PASSING),
    st.sampled_from((None, None, 5.0, 300.0)),
    st.booleans(),
)
errors = st.one_of(passing, passing, st.sampled_from((*FINAL, KeyRefused)).map(lambda kind: kind()))
building = st.builds(
    lambda word, done, count: ExportStatus(word, done, (), count),
    st.sampled_from(WORDS),
    st.booleans(),
    st.sampled_from((None, 0, 7)),
)
ready = st.builds(
    lambda files: ExportStatus(
        "Done", done=True, links=tuple(f"https://files.example/{n}" for n in range(files))
    ),
    st.integers(0, 3),
)
file_errors: SearchStrategy[ProviderError] = st.one_of(
    passing,
    st.sampled_from((LinkExpired, DownloadBroken)).map(lambda kind: kind()),
    st.sampled_from(Damage).map(FileDamaged),
)
missed = st.one_of(
    st.builds(LinksAsked, st.one_of(errors, building)),
    st.builds(FileMissed, file_errors, st.integers(0, 4)),
    st.just(DiskFull("The disk is full. An operator must make room.")),
    st.just(Doomed("These comments belong to another spot.")),
)

BY_STATE: dict[WindowState, SearchStrategy[Answer]] = {
    WindowState.WAITING: st.just(TurnCame()),
    WindowState.REQUESTING: st.one_of(
        st.just(OwnerLost()), st.builds(Requested, st.one_of(errors, st.just("id-1")))
    ),
    WindowState.PROCESSING: st.builds(
        Polled, st.one_of(errors, building, building, ready), st.booleans()
    ),
    WindowState.DOWNLOADING: st.one_of(
        missed, st.just(Brought({"stored_at": datetime(2026, 4, 1, tzinfo=UTC)}, KEPT))
    ),
    WindowState.HELD: st.builds(KeyLooked, st.booleans()),
}
