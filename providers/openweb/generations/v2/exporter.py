"""Export v2: ask for a range of at most a day, ask how far it is, have it stopped.

Follows OpenWeb's "Export Comments v2" and the older "Export Comments": POST /v2/export/comments
with the export token as `apikey`. No spot is sent: the token identifies it. In which zone OpenWeb
reads the times, and whether the ends belong to the range, is not documented.
"""

from collections.abc import Mapping

from providers.openweb.generations.exporter_host import HostedExporter
from providers.openweb.generations.generation import Asked


def sent(asked: Asked) -> Mapping[str, str | int]:
    """Both ends without a zone, as local times of OpenWeb's: `2022-07-30T00:00:00`."""
    since, to = asked.zoneless_ends()
    return {"since": since, "to": to}


class ExporterV2(HostedExporter):
    path = "/v2/export/comments"

    def request(self, asked: Asked) -> str:
        return self._start(sent(asked))

    def _headers(self) -> dict[str, str | bytes]:
        return {"apikey": self._token_for_header()}
