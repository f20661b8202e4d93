"""How long pages take: those of a long list of conversations near its beginning and far from it."""

import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

import requests

from bench.product import Product

ADMIN = {"ADMIN_USERNAME": "bench", "ADMIN_PASSWORD": "only for this benchmark"}
REQUESTS = 60
TENANT = "select id from credentials_tenant where name = '{name}'"
ROW = (
    "select id, {column} from conversations_conversation where tenant_id = {tenant} "
    "and {column} is not null order by {column} desc, id desc limit 1 offset {depth}"
)
# What is asked for, by the column it is sorted by and how deep in the list it lies.
PAGES = {
    "first page": ("last_updated_on", 0.0),
    "in the middle": ("last_updated_on", 0.5),
    "near the end": ("last_updated_on", 0.95),
    "sorted by registered people, first page": ("registered_user_count", 0.0),
    "sorted by registered people, near the end": ("registered_user_count", 0.95),
}
SEARCH, NUMBERS, NUMBERS_PATH = "search for a word", "numbers beside the filters", "numbers/"


@dataclass(frozen=True)
class Times:
    """Seconds that each request took, sorted."""

    seconds: list[float]

    @property
    def median(self) -> float:
        return self.seconds[len(self.seconds) // 2]

    @property
    def p95(self) -> float:
        return self.seconds[int(len(self.seconds) * 0.95)]


def measure(product: Product, tenant: str, number: int) -> Mapping[str, Times]:
    """Pages of this tenant's list of so many."""
    [(pk,)] = product.query(TENANT.format(name=tenant))
    addresses = _addresses(product, pk, number)
    return time_pages(
        product, {what: f"/conversations/{pk}/{address}" for what, address in addresses}
    )


def time_pages(product: Product, paths: Mapping[str, str]) -> Mapping[str, Times]:
    """Each of these pages some times, as a browser that is signed in gets it."""
    with _signed_in(product) as session:
        return {
            what: Times(sorted(_taken(session, f"{product.url}{path}")))
            for what, path in paths.items()
        }


def _addresses(product: Product, tenant: int, number: int) -> Iterator[tuple[str, str]]:
    for what, (column, share) in PAGES.items():
        query = {"sort": f"-{column}"} | _place(product, tenant, column, int(number * share))
        yield what, f"?{urlencode(query)}"
    yield SEARCH, "?text=council"
    yield NUMBERS, NUMBERS_PATH


def _place(product: Product, tenant: int, column: str, depth: int) -> dict[str, str]:
    if not depth:
        return {}
    [(pk, value)] = product.query(ROW.format(column=column, tenant=tenant, depth=depth))
    is_date = column.endswith("_on")
    return {"after": pk, "value": f"{value.replace(' ', 'T')}+00:00" if is_date else value}


def _taken(session: requests.Session, address: str) -> Iterator[float]:
    headers = {"HX-Request": "true"} if address.endswith(NUMBERS_PATH) else {}
    for _ in range(REQUESTS):
        began = time.perf_counter()
        answer = session.get(address, headers=headers, allow_redirects=False)
        yield time.perf_counter() - began
        assert answer.status_code == 200, (address, answer.status_code)


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
