"""An article feed over real HTTP that knows the events a test gives it, and its fetch to a zip."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from providers.http import Http, Network
from providers.openweb.article_feed import ArticleFeed
from providers.openweb.article_folder import ArticleFolder
from providers.openweb.article_zip import Packed
from providers.openweb.feed_answer import Item
from providers.openweb.feed_events import FeedEvent
from providers.openweb.findings import Findings
from tests.providers.vendor import Handler, Vendor, serving

AT = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)
SPOT, POST = "sp_1", "post"

Tick = Callable[[Findings], object]


class Feed:
    """Answers with the items after the etag, `page` at most; the etag counts items."""

    def __init__(self, vendor: Vendor, items: Sequence[Item], page: int = 0) -> None:
        self.items = list(items)
        self.page = page
        self.vendor = vendor
        vendor.does(self._answer)

    def asked(self) -> list[int]:
        """The etags that were asked for."""
        return [int(_query(asked.path)["etag"][0]) for asked in self.vendor.asked]

    def _answer(self, handler: Handler) -> None:
        etag = int(_query(handler.path)["etag"][0])
        items = self.items[etag:][: self.page or None]
        events = ", ".join(item.line for item in items if isinstance(item, FeedEvent))
        names = [item for item in items if not isinstance(item, FeedEvent)]
        users = ", ".join(f"{json.dumps(one.id)}: {json.dumps(_names(one))}" for one in names)
        head = f'"spot_id": "{SPOT}", "from_etag": {etag}, "new_etag": {etag + len(items)}'
        body = f'{{{head}, "events": [{events}], "users": {{{users}}}}}'.encode()
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    def fetch(self, folder: ArticleFolder, tick: Tick = id, count: int | None = None) -> None:
        http = Http(self.vendor.url, Network(connect_timeout=5, read_timeout=5, deadline=10))
        try:
            folder.fetch(ArticleFeed(http, SPOT, "good-token"), POST, count, tick)
        finally:
            http.close()

    def exported(self, folder: Path, earlier: Path | None = None, tick: Tick = id) -> Path:
        """The zip of a fetch in this folder, beside it."""
        self.packed(folder, earlier, tick)
        return folder.with_suffix(".csv.zip")

    def packed(self, folder: Path, earlier: Path | None = None, tick: Tick = id) -> Packed:
        with ArticleFolder(folder, earlier) as working:
            self.fetch(working, tick)
            return working.pack(folder.with_suffix(".csv.zip"), AT, tick)


def _query(path: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(path).query)


def _names(user: object) -> dict[str, str]:
    return {name: getattr(user, name) for name in ("user_name", "display_name", "nick_name")}


@contextmanager
def feeding(items: Sequence[Item], page: int = 0) -> Iterator[Feed]:
    with serving() as vendor:
        yield Feed(vendor, items, page)
