"""How exports talk to vendors: with the connection's key, noting what answers say about it."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from functools import partial
from typing import TypeVar

from django.utils import timezone

from credentials import services as credentials
from credentials.models import Connection, KeyKind, Site
from credentials.network import openweb
from credentials.services import KeyUnavailable
from exports.models import Window
from jobs.database import patiently
from providers.errors import KeyRefused, ProviderError, RequestRefused, UnclearAnswer
from providers.http import Http
from providers.openweb.generations import Exporter, Generation, Host

T = TypeVar("T")


GONE = "The site of this part was deleted, and its key with it."
MOVED = (
    "{} is another spot now, and so is its key: what that opens does not belong here. Start a new "
    "export."
)


def ask(window: Window, call: Callable[[Http, str], T]) -> T | ProviderError:
    """What `call` brought back, or the typed failure; an unusable key counts as refused.

    `call` gets the way to OpenWeb's open API and the site's export token. Whatever else it raises
    passes.
    """
    kind = KeyKind.EXPORT_TOKEN
    try:
        site = _site_of(window)
        with closing(openweb(Host.OPEN_API)) as http, noting(site, kind):
            return call(http, credentials.open_key(site, kind))
    except ProviderError as error:
        return error


def ask_exporter(window: Window, call: Callable[[Exporter], T]) -> T | ProviderError:
    """As `ask`, by the generation of OpenWeb's export API that the window is asked with.

    `call` is called once more when a token that was made of the key turns out to be no good any
    more: what was refused has not been done.
    """
    generation = window.api
    assert generation is not None  # noqa: S101 - such windows are made with one
    try:
        site = _site_of(window)
        with closing(openweb(generation.host)) as http, noting(site, KeyKind(generation.key)):
            return _called(call, site, generation, partial(_exporter, window, generation, http))
    except ProviderError as error:
        return error


def _site_of(window: Window) -> Site:
    """Where the window is asked for. Raises RequestRefused when its key is not there any more."""
    site = window.site
    if site is None:
        raise RequestRefused(GONE)
    if site.spot_id != window.spot_id:
        # Not every file names its spot, and v2 is told none: nothing else would notice.
        raise RequestRefused(MOVED.format(site.name))
    return site


def _exporter(window: Window, generation: Generation, http: Http, token: str) -> Exporter:
    return generation.exporter(http, window.spot_id, token)


def _called(
    call: Callable[[Exporter], T],
    site: Site,
    generation: Generation,
    exporter: Callable[[str], Exporter],
) -> T:
    with _not_asked():
        access = credentials.open_access(site, generation)
    try:
        return call(exporter(access.token))
    except KeyRefused:
        with _not_asked():
            fresh = credentials.renew_access(site, generation, access)
        if fresh is None:
            raise
    return call(exporter(fresh.token))


@contextmanager
def _not_asked() -> Iterator[None]:
    """Whatever fails in here, OpenWeb was not asked for the window: a token is not its data."""
    try:
        yield
    except ProviderError as error:
        error.sent = False
        raise


@contextmanager
def noting(connection: Connection, kind: KeyKind | None = None) -> Iterator[None]:
    """Around opening a key of the connection and asking with it: notes whether it works.

    Without `kind` it is the connection's first. An unusable key is raised as KeyRefused; whatever
    else is raised inside passes.
    """
    began = timezone.now()
    try:
        yield
    except KeyUnavailable as unavailable:
        raise KeyRefused(unavailable.sentence) from None
    except KeyRefused as error:
        raise _refused(connection, kind, error, began) from None
    # What was asked for may be known here alone: it must not be lost over a note.
    patiently(partial(credentials.key_worked, connection, began, kind))


def can_ask(window: Window) -> bool:
    """Whether there is a key, and nobody knows yet that it is useless."""
    connection, kind = window.connection, window.key_kind
    key = connection.key_of(kind) if connection and kind else None
    return key is not None and not key.is_bad


def _refused(
    connection: Connection, kind: KeyKind | None, error: KeyRefused, began: datetime
) -> ProviderError:
    """A key that was replaced while the old one was under way is not to blame."""
    keys = connection.keys.filter(kind=kind or connection.key_kind)
    if keys.filter(changed_at__gte=began).exists():
        again = "The key was replaced meanwhile. Trying again with the new one."
        return UnclearAnswer(again, sent=False)
    credentials.key_refused(connection, error.sentence, began, kind)
    return error
