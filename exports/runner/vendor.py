"""How exports talk to OpenWeb: with the site's key, noting what each answer says about that key."""

from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from typing import TypeVar

from django.utils import timezone

from credentials import services as credentials
from credentials.models import Key, Site
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
    site, began = window.site, timezone.now()
    if site is None:
        return RequestRefused("The site of this part was deleted, and its key with it.")
    try:
        with closing(open_api()) as http:
            answer = call(http, credentials.open_key(site))
    except KeyUnavailable as unavailable:
        return KeyRefused(unavailable.sentence)
    except KeyRefused as error:
        return _refused(site, error, began)
    except ProviderError as error:
        return error
    credentials.key_worked(site, began)
    return answer


def can_ask(window: Window) -> bool:
    """Whether there is a key, and nobody knows yet that it is useless."""
    key = window.connection.key if window.connection else None
    return key is not None and not key.is_bad


def _refused(site: Site, error: KeyRefused, began: datetime) -> ProviderError:
    """A key that was replaced while the old one was under way is not to blame."""
    if Key.objects.filter(site=site, changed_at__gte=began).exists():
        return UnclearAnswer("The key was replaced meanwhile. Trying again with the new one.")
    credentials.key_refused(site, error.sentence, began)
    return error
