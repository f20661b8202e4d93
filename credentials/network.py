"""The one place where settings become the vendor clients' objects."""

from dataclasses import replace

from django.conf import settings

from providers.http import Http, Network

PAGE_PATIENCE = 15.0  # seconds that somebody in front of a page is made to wait for a vendor


def network() -> Network:
    """How this installation reaches the outside."""
    return Network(proxy=settings.OUTBOUND_PROXY, ca_bundle=settings.CA_BUNDLE)


def open_api(*, hurried: bool = False) -> Http:
    """OpenWeb's open API at OPENWEB_OPEN_API_URL; the caller closes it.

    `hurried` gives up after PAGE_PATIENCE, for calls that a page waits for.
    """
    return Http(settings.OPENWEB_OPEN_API_URL, _way(hurried=hurried))


def api(*, hurried: bool = False) -> Http:
    """OpenWeb's API at OPENWEB_API_URL; otherwise as `open_api`."""
    return Http(settings.OPENWEB_API_URL, _way(hurried=hurried))


def onq(*, hurried: bool = False) -> Http:
    """onQ's API at ONQ_API_URL; otherwise as `open_api`."""
    return Http(settings.ONQ_API_URL, _way(hurried=hurried), "onQ")


def _way(*, hurried: bool) -> Network:
    if not hurried:
        return network()
    return replace(network(), read_timeout=PAGE_PATIENCE, deadline=PAGE_PATIENCE)
