"""How long pages take, as a browser that is signed in gets them."""

import re
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import requests

from bench.figures import milliseconds
from bench.product import Product
from bench.report import Table

ADMIN = {"ADMIN_USERNAME": "bench", "ADMIN_PASSWORD": "only for this benchmark"}
FRAGMENT = {"HX-Request": "true"}  # as htmx asks


@dataclass(frozen=True)
class Page:
    """An address, as a page or as the fragment of one that htmx asks for; what it answers."""

    path: str
    fragment: bool = False
    answers: int = 200


@dataclass(frozen=True)
class Times:
    """Seconds that each request took, sorted."""

    seconds: Sequence[float]

    @property
    def median(self) -> float:
        return self.seconds[len(self.seconds) // 2]

    @property
    def p95(self) -> float:
        return self.seconds[int(len(self.seconds) * 0.95)]


@dataclass(frozen=True)
class Browser:
    """A session that is signed in as the administrator, at a running product."""

    url: str
    session: requests.Session

    def text(self, path: str) -> str:
        return self.session.get(f"{self.url}{path}").text

    def time(self, pages: Mapping[str, Page], number: int) -> Mapping[str, Times]:
        """Ask for each of these pages so many times."""
        return {what: Times(sorted(self._taken(page, number))) for what, page in pages.items()}

    def _taken(self, page: Page, number: int) -> Iterator[float]:
        headers = FRAGMENT if page.fragment else {}
        for _ in range(number):
            began = time.perf_counter()
            answer = self.session.get(
                f"{self.url}{page.path}", headers=headers, allow_redirects=False
            )
            yield time.perf_counter() - began
            assert answer.status_code == page.answers, (page, answer.status_code)


@contextmanager
def signed_in(product: Product) -> Iterator[Browser]:
    """At a product that was started with ADMIN."""
    with requests.Session() as session:
        _sign_in(session, f"{product.url}/accounts/login/")
        yield Browser(product.url, session)


def pages_table(title: str, times: Mapping[str, Mapping[str, Times]]) -> Table:
    """By how it was asked, then by page: two columns for each way."""
    columns = [f"{way}: {what}" for way in times for what in ("median", "p95")]
    rows = []
    for page in next(iter(times.values())):
        found = [each[page] for each in times.values()]
        cells = [milliseconds(one) for each in found for one in (each.median, each.p95)]
        rows.append((page, *cells))
    return Table(title, columns, rows)


def _sign_in(session: requests.Session, address: str) -> None:
    form = session.get(address).text
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form)
    assert found, form[:2000]
    login = {"login": ADMIN["ADMIN_USERNAME"], "password": ADMIN["ADMIN_PASSWORD"]}
    token = {"csrfmiddlewaretoken": found[1]}
    answer = session.post(address, data=login | token, headers={"Referer": address})
    assert answer.url != address, answer.text[:2000]
