"""How many downloads one web process sends at a time; its other threads stay free for pages."""

import weakref
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from functools import wraps
from threading import BoundedSemaphore
from typing import Any, cast

from django.conf import settings
from django.db import connection
from django.http import HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render

from accounts.http import PersonRequest

TRY_AGAIN_AFTER = 60  # seconds

View = Callable[..., HttpResponseBase]

_slots = BoundedSemaphore(settings.DOWNLOAD_SLOTS)


def takes_a_slot(view: View) -> View:
    """For views that stream: a thread is held as long as the reader takes, perhaps for hours.

    When all slots are taken the answer is 503 at once; waiting for one would hold a thread, too.
    """

    @wraps(view)
    def limited(request: PersonRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not _slots.acquire(blocking=False):
            return _none_free(request)
        with ExitStack() as slot:
            slot.callback(_slots.release)
            response = view(request, *args, **kwargs)
            if isinstance(response, StreamingHttpResponse):
                pieces = cast("Iterable[bytes]", response.streaming_content)
                response.streaming_content = _Body(pieces, slot.pop_all())
        return response

    return limited


class _Body:
    """The pieces of an answer, which hold a slot until it is closed or forgotten, but no database
    connection while one of them is sent."""

    def __init__(self, pieces: Iterable[bytes], slot: ExitStack) -> None:
        self._pieces = pieces
        self.close = weakref.finalize(self, slot.close)

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._pieces:
            if not connection.in_atomic_block:  # as in tests
                connection.close()
            yield piece


def _none_free(request: PersonRequest) -> HttpResponseBase:
    response = render(request, "exports/busy.html", status=503)
    response["Retry-After"] = str(TRY_AGAIN_AFTER)
    return response
