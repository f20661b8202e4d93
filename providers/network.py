"""What every request of ours shares: settings, a hardened session, typed network failures."""

import http.client
import logging
import socket
import ssl
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.cookiejar import DefaultCookiePolicy

import requests
import urllib3
from requests.adapters import HTTPAdapter

from providers.errors import ProviderError, Unreachable
from providers.redaction import redact

# Everything a request can raise: requests lets some of urllib3's and http.client's errors through.
NETWORK_ERRORS = (
    requests.RequestException,
    urllib3.exceptions.HTTPError,
    http.client.HTTPException,
    OSError,
    ValueError,
)


@dataclass(frozen=True)
class Network:
    """How this machine reaches the outside; times in seconds."""

    proxy: str | None = field(default=None, repr=False)
    ca_bundle: str | None = None
    connect_timeout: float = 5.0
    read_timeout: float = 30.0
    file_read_timeout: float = 60.0
    deadline: float = 60.0
    user_agent: str = "Threadkeep"


def open_session(network: Network) -> requests.Session:
    """A session that reads no environment, keeps no cookies and never retries by itself."""
    session = requests.Session()
    session.trust_env = False
    session.verify = network.ca_bundle or True
    session.proxies = {"http": network.proxy, "https": network.proxy} if network.proxy else {}
    session.headers["User-Agent"] = network.user_agent
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    # urllib3 would sleep on Retry-After inside the worker; waiting is the caller's business.
    patience = urllib3.Retry(0, read=False, respect_retry_after_header=False)
    for scheme in ("https://", "http://"):
        session.mount(scheme, HTTPAdapter(max_retries=patience))
    return session


_REASONS: tuple[tuple[type[BaseException], str], ...] = (
    (socket.gaierror, "its name is not known here (DNS)"),
    (ssl.SSLCertVerificationError, "its certificate is not trusted"),
    (ssl.SSLError, "no secure connection came about"),
    (ConnectionRefusedError, "the connection was refused"),
    (urllib3.exceptions.TimeoutError, "it did not answer in time"),
    (TimeoutError, "it did not answer in time"),
    (urllib3.exceptions.ProxyError, "the proxy did not let us through"),
    (ConnectionError, "the connection broke off"),
    (http.client.HTTPException, "the connection broke off"),
    (urllib3.exceptions.ProtocolError, "the connection broke off"),
)
_NEVER_SENT: tuple[type[BaseException], ...] = (
    socket.gaierror,
    ConnectionRefusedError,
    ssl.SSLCertVerificationError,
    urllib3.exceptions.ConnectTimeoutError,
    urllib3.exceptions.NewConnectionError,
)


def unreachable(error: BaseException, service: str = "OpenWeb") -> ProviderError:
    """The typed failure for a network error, saying why, and whether anything was sent."""
    causes = tuple(_causes(error))
    kinds = [kind for kind, _ in _REASONS if any(isinstance(c, kind) for c in causes)]
    why = dict(_REASONS)[kinds[0]] if kinds else "the connection did not come about"
    return Unreachable(
        f"{service} cannot be reached: {why}. Threadkeep keeps trying.",
        service=service,
        detail=f"{type(causes[-1]).__name__}: {causes[-1]}",
        sent=not any(isinstance(cause, _NEVER_SENT) for cause in causes),
    )


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error and what it wraps: requests, urllib3 and the socket each add a layer."""
    seen: set[int] = set()
    queue = [error]
    while queue and len(seen) < 20:
        current = queue.pop(0)
        if id(current) in seen:
            continue
        seen.add(id(current))
        yield current
        wrapped = (current.__cause__, current.__context__, getattr(current, "reason", None))
        queue += [e for e in (*wrapped, *current.args) if isinstance(e, BaseException)]


class _RedactingFilter(logging.Filter):
    """urllib3 logs every path with its query at DEBUG, and our tokens stand in the query."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = redact(record.getMessage()), ()
        return True


for _name in ("connection", "connectionpool", "poolmanager", "response", "util.retry"):
    logging.getLogger(f"urllib3.{_name}").addFilter(_RedactingFilter())
