"""The conversations of one tenant, page by page.

Follows onQ's "Conversations API": GET /api/external/conversations with `size` (1 to 1000), `page`
(from 1 on) and `csv`. It shows no answer, names no order, and calls `page` a start position while
the name and `size` speak for a page's number; `paging` finds out which.
"""

from providers.errors import ProviderError
from providers.http import Answer, Http
from providers.onq.answer import Page, read_page
from providers.onq.csv_page import CsvPage, read_csv_page
from providers.onq.refusals import told_apart
from providers.onq.tokens import Tenant, mint

PATH = "/api/external/conversations"


class Conversations:
    """What one tenant has. All calls raise ProviderError: KeyRefused for a refused token (with a
    hint at the clock where that is why), RequestRefused for a request onQ calls invalid, NotFound
    for a wrong address, UnclearAnswer, and those of the network."""

    def __init__(self, http: Http, tenant: Tenant) -> None:
        self._http = http
        self._tenant = tenant

    def __repr__(self) -> str:
        return f"<Conversations {self._tenant.audience}>"

    def page(self, page: int, size: int) -> Page:
        """The answer to one `page` of `size` conversations."""
        return read_page(self._ask({"size": size, "page": page}))

    def csv_page(self, page: int, size: int) -> CsvPage:
        """The same page as onQ's own CSV."""
        return read_csv_page(self._ask({"size": size, "page": page, "csv": "true"}))

    def _ask(self, params: dict[str, str | int]) -> Answer:
        headers = {"Authorization": f"Bearer {mint(self._tenant)}"}
        try:
            return self._http.call("GET", PATH, params=params, headers=headers)
        except ProviderError as error:
            failure = told_apart(error)
        raise failure
