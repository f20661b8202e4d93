"""Brings one link's bytes into the spool: resumed where that is safe, from byte 0 elsewhere."""

import time
from dataclasses import dataclass

from django.conf import settings

from credentials.network import network
from exports import spool
from exports.models import Part, PartState, Window
from exports.services import files
from exports.spool import Spool
from jobs import stopping
from jobs.failpoints import failpoint
from jobs.services import Lease
from providers import download

NOTE_SECONDS = 1.0


@dataclass(frozen=True)
class Fetch:
    """One part's download, done by the owner of `lease`."""

    lease: Lease
    window: Window
    part: Part

    def run(self, link: str, into: Spool) -> str:
        """Bring the link's bytes into the spool; returns their SHA-256.

        Raises ProviderError, exports.spool.NoRoom, jobs.services.LeaseLost,
        exports.services.files.CancelAsked, jobs.stopping.Stopping.
        """
        if not self._is_whole(into):
            self._download(link, into)
        sha256 = into.finish()
        files.note_fetched(self.lease, self.part, into.size)
        return sha256

    def _is_whole(self, into: Spool) -> bool:
        return self.part.state == PartState.FETCHED and into.size == self.part.bytes_total

    def _download(self, link: str, into: Spool) -> None:
        if not self.part.etag:
            into.restart()
        with download.stream(
            link,
            network=network(),
            allowed_hosts=settings.DOWNLOAD_ALLOWED_HOSTS,
            offset=into.size,
            etag=self.part.etag or None,
            host=self.part.host or None,
        ) as source:
            if not source.offset:
                into.restart()
            files.note_source(
                self.lease, self.part, host=source.host, etag=source.etag, total=source.total
            )
            spool.check_room(max((source.total or 0) - into.size, 0))
            self._copy(source, into)

    def _copy(self, source: download.Download, into: Spool) -> None:
        noted = -NOTE_SECONDS
        for chunk in source.chunks:
            into.append(chunk)
            failpoint("mid_download")
            stopping.check()
            if time.monotonic() - noted >= NOTE_SECONDS:
                files.note_bytes(self.lease, self.window, self.part, into.size)
                noted = time.monotonic()
