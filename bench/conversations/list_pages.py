"""Pages of a long list of conversations, near its beginning and far from it."""

from collections.abc import Iterator, Mapping
from urllib.parse import urlencode

from bench.browsing import Page, Times, signed_in
from bench.product import Product

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


def measure(product: Product, tenant: str, number: int, requests: int) -> Mapping[str, Times]:
    """Pages of this tenant's list of so many, each asked for so many times."""
    [(pk,)] = product.query(TENANT.format(name=tenant))
    pages = dict(_pages(product, pk, number))
    with signed_in(product) as browser:
        return browser.time(pages, requests)


def _pages(product: Product, tenant: int, number: int) -> Iterator[tuple[str, Page]]:
    address = f"/conversations/{tenant}/"
    for what, (column, share) in PAGES.items():
        query = {"sort": f"-{column}"} | _place(product, tenant, column, int(number * share))
        yield what, Page(f"{address}?{urlencode(query)}")
    yield "search for a word", Page(f"{address}?text=council")
    yield "numbers beside the filters", Page(f"{address}numbers/", fragment=True)


def _place(product: Product, tenant: int, column: str, depth: int) -> dict[str, str]:
    if not depth:
        return {}
    [(pk, value)] = product.query(ROW.format(column=column, tenant=tenant, depth=depth))
    is_date = column.endswith("_on")
    return {"after": pk, "value": f"{value.replace(' ', 'T')}+00:00" if is_date else value}
