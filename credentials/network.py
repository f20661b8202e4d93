"""The one place where settings become the vendor clients' objects."""

from dataclasses import replace
from urllib.parse import urlsplit

from django.conf import settings

from providers.http import Http, Network
from providers.openweb.generations import Host

PAGE_PATIENCE = 15.0  # seconds that somebody in front of a page is made to wait for a vendor


def network() -> Network:
    """How this installation reaches the outside."""
    return Network(proxy=settings.OUTBOUND_PROXY, ca_bundle=settings.CA_BUNDLE)


def openweb(host: Host, *, hurried: bool = False) -> Http:
    """One of OpenWeb's hosts, at the address that the settings have for it; the caller closes it.

    `hurried` gives up after PAGE_PATIENCE, for calls that a page waits for.
    """
    return Http(_address_of(host), _way(hurried=hurried))


def netloc_of(host: Host) -> str:
    """Where that host is, as rows name it."""
    return urlsplit(_address_of(host)).netloc


def _address_of(host: Host) -> str:
    match host:
        case Host.OPEN_API:
            return settings.OPENWEB_OPEN_API_URL
        case Host.API:
            return settings.OPENWEB_API_URL
        case Host.EXPORTER:
            return settings.OPENWEB_EXPORTER_URL


def onq(*, hurried: bool = False) -> Http:
    """onQ's API at ONQ_API_URL; otherwise as `openweb`."""
    return Http(settings.ONQ_API_URL, _way(hurried=hurried), "onQ")


def _way(*, hurried: bool) -> Network:
    if not hurried:
        return network()
    return replace(network(), read_timeout=PAGE_PATIENCE, deadline=PAGE_PATIENCE)
