"""Asking onQ for pages, with the next one under way while the last one is written down."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager

from django.utils import timezone

from credentials import services as credentials
from credentials.models import Tenant
from credentials.network import onq
from credentials.services import KeyUnavailable
from providers.errors import KeyRefused
from providers.http import Http
from providers.onq.answer import Page
from providers.onq.conversations import Conversations
from providers.onq.paging import Position, following


class Asking:
    """One tenant's pages; the thread that reads ahead never touches the database."""

    def __init__(self, tenant: Tenant, http: Http, pool: ThreadPoolExecutor) -> None:
        self._tenant = tenant
        self._http = http
        self._pool = pool
        self._ahead: tuple[Position, Future[Page]] | None = None

    def page(self, position: Position) -> Page:
        """The answer to this position. Notes what it says about the key; raises ProviderError."""
        began = timezone.now()
        try:
            conversations = self._conversations()
            page = self._answer(conversations, position)
        except KeyUnavailable as unavailable:
            raise KeyRefused(unavailable.sentence) from None
        except KeyRefused as error:
            credentials.key_refused(self._tenant, error.sentence, began)
            raise
        credentials.key_worked(self._tenant, began)
        self._ask_ahead(conversations, position, page)
        return page

    def _conversations(self) -> Conversations:
        return Conversations(self._http, credentials.open_tenant(self._tenant))

    def _answer(self, conversations: Conversations, position: Position) -> Page:
        ahead, self._ahead = self._ahead, None
        if ahead:
            asked, answer = ahead
            page = answer.result()
            if asked == position:
                return page
        return conversations.page(position.page, position.size)

    def _ask_ahead(self, conversations: Conversations, position: Position, page: Page) -> None:
        """What follows when all of the page is new, once it is known what `page` counts."""
        further = following(position, page.rows, 0, len(page.entries))
        if further and further.meaning:
            answer = self._pool.submit(conversations.page, further.page, further.size)
            self._ahead = further, answer


@contextmanager
def asking(tenant: Tenant) -> Iterator[Asking]:
    with closing(onq()) as http, ThreadPoolExecutor(1, "ahead") as pool:
        yield Asking(tenant, http, pool)
