"""Where a file may come from."""

import socket

import pytest

from providers.addresses import Trust, check
from providers.download import stream
from providers.errors import AddressRefused
from providers.http import Network


@pytest.mark.parametrize(
    "url",
    [
        "http://files.example/a",
        "https://127.0.0.1/a",
        "https://127.1/a",
        "https://2130706433/a",
        "https://0x7f.1/a",
        "https://0.0.0.0/a",
        "https://10.1.2.3/a",
        "https://169.254.169.254/latest/meta-data",
        "https://100.64.0.1/a",
        "https://224.0.0.1/a",
        "https://[::1]/a",
        "https://[::ffff:10.0.0.1]/a",
        "https://[fe80::1]/a",
        "https://localhost/a",
        "https://LOCALHOST./a",
        "https://db.internal/a",
        "https://me:pass@files.example/a",
        "file:///etc/passwd",
        "https:///a",
        "https://",
        "",
        "a b",
        "https://[/a",
    ],
)
def test_private_unencrypted_and_odd_addresses_are_refused(url: str) -> None:
    with pytest.raises(AddressRefused):
        check(url, frozenset())


@pytest.mark.parametrize("url", ["https://files.example/a?b=c", "https://8.8.8.8/a"])
def test_public_https_is_fine(url: str) -> None:
    assert check(url, frozenset()) is Trust.PUBLIC_ONLY


@pytest.mark.parametrize(
    ("url", "allowed"),
    [
        ("http://127.0.0.1:9000/a", "127.0.0.1"),
        ("http://127.0.0.1:9000/a", "127.0.0.1:9000"),
        ("http://minio/a", "Minio:80"),
        ("https://minio/a", "minio:443"),
    ],
)
def test_the_operator_may_allow_a_host_or_a_port(url: str, allowed: str) -> None:
    assert check(url, frozenset({allowed})) is Trust.ALLOWED


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.1", "169.254.169.254", "::1"])
def test_a_public_name_for_a_private_address_is_refused(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    answer = [(family, socket.SOCK_STREAM, 6, "", (address, 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: answer)
    with (
        pytest.raises(AddressRefused) as caught,
        stream("https://files.example/a?sig=x", network=Network(), allowed_hosts=frozenset()),
    ):
        pass
    assert caught.value.__context__ is None
