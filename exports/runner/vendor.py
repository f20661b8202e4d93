"""How exports talk to vendors: with the connection's key, noting what answers say about it."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from typing import TypeVar

from django.utils import timezone

from credentials import services as credentials
from credentials.models import Connection
from credentials.network import open_api
from credentials.services import KeyUnavailable
from exports.models import Window
from providers.errors import KeyRefused, ProviderError, RequestRefused, UnclearAnswer
from providers.http import Http

T = TypeVar("T")


def ask(window: Window, call: Callable[[Http, str], T]) -> T | ProviderError:
    """What `call` brought back, or the typed failure; an unusable key counts as refused.

    `call` gets the way to OpenWeb's open API and the site's token. Whatever else it raises passes.
    """
    site = window.site
    if site is None:
        return RequestRefused("The site of this part was deleted, and its key with it.")
    try:
        with closing(open_api()) as http, noting(site):
            return call(http, credentials.open_key(site))
    except ProviderError as error:
        return error


@contextmanager
def noting(connection: Connection) -> Iterator[None]:
    """Around opening the connection's key and asking with it: notes whether it works.

    An unusable key is raised as KeyRefused; whatever else is raised inside passes.
    """
    began = timezone.now()
    try:
        yield
    except KeyUnavailable as unavailable:
        raise KeyRefused(unavailable.sentence) from None
    except KeyRefused as error:
        raise _refused(connection, error, began) from None
    credentials.key_worked(connection, began)


def can_ask(window: Window) -> bool:
    """Whether there is a key, and nobody knows yet that it is useless."""
    key = window.connection.key if window.connection else None
    return key is not None and not key.is_bad


def _refused(connection: Connection, error: KeyRefused, began: datetime) -> ProviderError:
    """A key that was replaced while the old one was under way is not to blame."""
    if connection.keys.filter(changed_at__gte=began).exists():
        return UnclearAnswer("The key was replaced meanwhile. Trying again with the new one.")
    credentials.key_refused(connection, error.sentence, began)
    return error
