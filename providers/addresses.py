"""Which addresses a file may be fetched from: nothing private unless the operator allowed it."""

import ipaddress
import socket
from enum import Enum, auto

import requests
import urllib3
from requests_hardened.ip_filter_adapter import IPFilterAdapter

from providers.errors import AddressRefused
from providers.network import Network, open_session

_PORTS = {"http": 80, "https": 443}
_LOCAL_NAMES = ("localhost", ".localhost", ".local", ".internal", ".home.arpa")


class Trust(Enum):
    ALLOWED = auto()
    PUBLIC_ONLY = auto()


def check(url: str, allowed_hosts: frozenset[str]) -> Trust:
    """Judge one address before it is asked; raises AddressRefused.

    The address is read as requests will read it, or a disagreement would be a way around.
    """
    try:
        parts = urllib3.util.parse_url(requests.Request("GET", url).prepare().url or "")
    except (requests.RequestException, urllib3.exceptions.HTTPError, ValueError):
        raise AddressRefused(detail="It is no usable address.") from None
    host = (parts.host or "").strip("[]").rstrip(".").lower()
    if not host or parts.auth is not None or parts.scheme not in _PORTS:
        raise AddressRefused(detail=f"It is no plain web address: {parts.scheme}://{host}")
    if {host, f"{host}:{parts.port or _PORTS[parts.scheme]}"} & {h.lower() for h in allowed_hosts}:
        return Trust.ALLOWED
    if parts.scheme != "https":
        raise AddressRefused(detail=f"{host} offers the file without encryption (http).")
    if host.endswith(_LOCAL_NAMES) or _is_private(host):
        raise AddressRefused(detail=f"{host} lies in a private network.")
    return Trust.PUBLIC_ONLY


def _is_private(host: str) -> bool:
    """Whether the host is written as an address that is not public, in whatever spelling.

    Names are judged when they are resolved; behind a proxy only the proxy can do that.
    """
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        try:
            address = ipaddress.ip_address(socket.inet_aton(host))  # 127.1, 0x7f000001, 2130706433
        except OSError:
            return False
    address = getattr(address, "ipv4_mapped", None) or address
    return address.is_multicast or not address.is_global


def session_for(trust: Trust, network: Network) -> requests.Session:
    """A session that refuses private addresses when it connects, unless the host is allowed."""
    session = open_session(network)
    if trust is Trust.PUBLIC_ONLY and not network.proxy:
        session.mount("https://", IPFilterAdapter(is_https_proto=True))
        session.mount("http://", IPFilterAdapter(is_https_proto=False))
    return session
