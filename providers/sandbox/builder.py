"""Makes the files of exports in the background, each batch once, however often it is asked for."""

import queue
import sys
import threading
import traceback
from pathlib import Path

from providers.sandbox.exports import Batch
from providers.sandbox.files import Part, finished_parts, make_files, remove_drafts

THREADS = 2


class StoppedError(Exception):
    """The sandbox ends; a file that is being made is left behind and swept up at the next start."""


class Builder:
    def __init__(self, directory: Path, stopping: threading.Event) -> None:
        directory.mkdir(exist_ok=True)
        remove_drafts(directory)
        self.directory = directory
        self.stopping = stopping
        self._lock = threading.Lock()
        self._asked: set[str] = set()
        self._queue: queue.SimpleQueue[Batch | None] = queue.SimpleQueue()
        self._threads = [threading.Thread(target=self._work, daemon=True) for _ in range(THREADS)]
        for thread in self._threads:
            thread.start()

    def parts(self, batch: Batch) -> list[Part] | None:
        """The finished files; None while they are being made, which this call sees to."""
        parts = finished_parts(self.place(batch))
        if parts is None:
            self._ask(batch)
        return parts

    def place(self, batch: Batch) -> Path:
        return self.directory / batch.key

    def stop(self) -> None:
        """Wait for the threads; `stopping` must be set before."""
        for _ in self._threads:
            self._queue.put(None)
        for thread in self._threads:
            thread.join()

    def _ask(self, batch: Batch) -> None:
        with self._lock:
            if batch.key in self._asked:
                return
            self._asked.add(batch.key)
        self._queue.put(batch)

    def _work(self) -> None:
        while (batch := self._queue.get()) is not None:
            try:
                self._make(batch)
            except StoppedError:
                return
            except OSError:
                traceback.print_exc(file=sys.stderr)
            finally:
                with self._lock:
                    self._asked.discard(batch.key)

    def _make(self, batch: Batch) -> None:
        # Asked again between the end of the making and its being forgotten: nothing left to do.
        if finished_parts(self.place(batch)) is None:
            make_files(batch, self.place(batch), self._may_go_on)

    def _may_go_on(self) -> None:
        if self.stopping.is_set():
            raise StoppedError
