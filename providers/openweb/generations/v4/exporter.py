"""Export v4: ask for a range of at most 730 hours or for a conversation.

Follows OpenWeb's "Export Comments v4" and the reference of POST /v4/export: a token of
/v1/publisher/auth as Bearer, and the spot in `x-spot-id`. A spot has one export at a time; 409
means that one is under way, and is raised as Busy. Whether a range narrows a conversation is not
documented, so a conversation is asked for as a whole. The files hold comments, users and ranks.
"""

from collections.abc import Mapping
from datetime import datetime

from providers.openweb.generations.exporter_host import HostedExporter
from providers.openweb.generations.generation import Asked
from providers.openweb.ids import escape_post_id

MOST_ROWS_PER_FILE = 100_000


def sent(asked: Asked) -> Mapping[str, str | int]:
    """Both ends in UTC (`2022-07-30T00:00:00Z`), or the id of the conversation, and the format."""
    rows = asked.rows_per_file or MOST_ROWS_PER_FILE
    return {**_what(asked), "delimiter": ",", "max_records_in_file": rows}


def _what(asked: Asked) -> Mapping[str, str]:
    if asked.post_id:
        return {"conversation_id": f"{asked.spot_id}_{escape_post_id(asked.post_id)}"}
    since, until = asked.ends("UTC")
    return {"from": _zulu(since), "until": _zulu(until)}


def _zulu(moment: datetime) -> str:
    return f"{moment.replace(tzinfo=None).isoformat(timespec='seconds')}Z"


class ExporterV4(HostedExporter):
    path = "/v4/export"

    def request(self, asked: Asked) -> str:
        return self._start(sent(asked))

    def _headers(self) -> dict[str, str | bytes]:
        bearer = b"Bearer " + self._token_for_header()
        return {"Authorization": bearer, "x-spot-id": self.spot_id}
