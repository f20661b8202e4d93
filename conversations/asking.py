"""Asking onQ for pages, with the next one under way while the last one is written down."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import closing, contextmanager
from datetime import datetime

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
        opened_at = timezone.now()
        conversations = self._conversations()
        page = self._asked_ahead(position) or self._asked(conversations, position, opened_at)
        if position.meaning:
            self._ask_ahead(conversations, position, page)
        return page

    def _conversations(self) -> Conversations:
        """With key and claims as they are now: a long list takes longer than to replace them."""
        self._tenant.refresh_from_db()
        try:
            return Conversations(self._http, credentials.open_tenant(self._tenant))
        except KeyUnavailable as unavailable:
            raise KeyRefused(unavailable.sentence) from None

    def _asked_ahead(self, position: Position) -> Page | None:
        """What was asked for ahead, if it was this and was answered."""
        ahead, self._ahead = self._ahead, None
        if ahead is None:
            return None
        asked, answer = ahead
        wait([answer])  # also for what nobody wants any more: the session is not for two threads
        refused = isinstance(answer.exception(), KeyRefused)  # perhaps for the key before this one
        return None if refused or asked != position else answer.result()

    def _asked(self, conversations: Conversations, position: Position, opened_at: datetime) -> Page:
        try:
            page = conversations.page(position.page, position.size)
        except KeyRefused as error:
            credentials.key_refused(self._tenant, error.sentence, opened_at)
            raise
        credentials.key_worked(self._tenant, opened_at)
        return page

    def _ask_ahead(self, conversations: Conversations, position: Position, page: Page) -> None:
        """What follows when all of the page is new."""
        further = following(position, page.rows, 0, len(page.entries))
        if further:
            answer = self._pool.submit(conversations.page, further.page, further.size)
            self._ahead = further, answer


@contextmanager
def asking(tenant: Tenant) -> Iterator[Asking]:
    with closing(onq()) as http, ThreadPoolExecutor(1, "ahead") as pool:
        yield Asking(tenant, http, pool)
