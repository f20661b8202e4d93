"""The table of decisions: what becomes of a window after an answer."""

from datetime import datetime
from typing import assert_never

from exports.models import Window
from exports.moves import answers as came
from exports.moves.asking import after_request, requesting, requesting_again
from exports.moves.building import after_poll, back_to_processing
from exports.moves.ending import cancelled, failed, stored
from exports.moves.feeding import after_feed, reading, reading_on
from exports.moves.fetching import after_download, no_room
from exports.moves.holding import release, still_held
from exports.moves.move import Move
from providers.errors import ProviderError


def decide(window: Window, answer: came.Answer, now: datetime) -> Move:  # noqa: C901
    """The window's next step; `now` is aware. Whatever the answer, it leads to an end in time.

    What OpenWeb builds is asked for and waited for; feeds and lists are read at once.
    """
    # Long, because a table that is torn apart is no table.
    match answer:
        case came.TurnCame():
            return requesting(now) if window.api else reading(now)
        case came.OwnerLost(sentence):
            return (
                requesting_again(window, now) if window.api else reading_on(window, now, sentence)
            )
        case came.Requested(found):
            return after_request(window, found, now)
        case came.Polled(found, others_answered):
            return after_poll(window, found, now, others_answered=others_answered)
        case came.LinksAsked(found):
            if isinstance(found, ProviderError):
                return after_poll(window, found, now)
            return back_to_processing(window, found, now)
        case came.FileMissed(error, tries):
            return after_download(window, error, now, tries)
        case came.FeedMissed(error):
            return after_feed(window, error, now)
        case came.DiskFull(sentence):
            return no_room(window, sentence, now)
        case came.Brought(counts, verdict):
            return stored(counts, verdict)
        case came.KeyLooked(usable):
            return release(window, now) if usable else still_held(window, now)
        case came.CancelWanted(called_off):
            return cancelled(window, called_off)
        case came.Doomed(sentence):
            return failed(sentence)
        case _:
            assert_never(answer)
