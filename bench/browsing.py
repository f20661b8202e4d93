"""How long pages take, as a browser that is signed in gets them."""

import re
import time
from collections.abc import Iterator, Mapping, Sequence
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


def time_pages(product: Product, pages: Mapping[str, Page], number: int) -> Mapping[str, Times]:
    """Ask for each of these pages so many times."""
    with _signed_in(product) as session:
        return {
            what: Times(sorted(_taken(session, product.url, page, number)))
            for what, page in pages.items()
        }


def pages_table(title: str, times: Mapping[str, Mapping[str, Times]]) -> Table:
    """By how it was asked, then by page: two columns for each way."""
    columns = [f"{way}: {what}" for way in times for what in ("median", "p95")]
    rows = []
    for page in next(iter(times.values())):
        found = [each[page] for each in times.values()]
        cells = [milliseconds(one) for each in found for one in (each.median, each.p95)]
        rows.append((page, *cells))
    return Table(title, columns, rows)


def _taken(session: requests.Session, url: str, page: Page, number: int) -> Iterator[float]:
    headers = FRAGMENT if page.fragment else {}
    for _ in range(number):
        began = time.perf_counter()
        answer = session.get(f"{url}{page.path}", headers=headers, allow_redirects=False)
        yield time.perf_counter() - began
        assert answer.status_code == page.answers, (page, answer.status_code)


def _signed_in(product: Product) -> requests.Session:
    session, address = requests.Session(), f"{product.url}/accounts/login/"
    form = session.get(address).text
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form)
    assert found, form[:2000]
    login = {"login": ADMIN["ADMIN_USERNAME"], "password": ADMIN["ADMIN_PASSWORD"]}
    token = {"csrfmiddlewaretoken": found[1]}
    answer = session.post(address, data=login | token, headers={"Referer": address})
    assert answer.url != address, answer.text[:2000]
    return session
