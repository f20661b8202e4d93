from collections.abc import Iterator

import pytest
from django.conf import settings
from django.urls import URLPattern, get_resolver
from django.urls.resolvers import URLResolver

OPEN_TO_ALL = {"healthz", "readyz", "account_login", "account_logout", "account_inactive"}
SAMPLES = {
    **dict.fromkeys(("<int:pk>", "<int:part_pk>", "<int:tenant>"), "1"),
    "<str:flavour>": "csv",
    "<str:kind>": "export_token",
}


def walk(resolver: URLResolver, before: str = "/") -> Iterator[tuple[str, str | None]]:
    for pattern in resolver.url_patterns:
        address = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield address, pattern.name
        else:
            yield from walk(pattern, address)


def sample(address: str) -> str:
    for name, value in SAMPLES.items():
        address = address.replace(name, value)
    return address


PAGES = [(sample(address), name) for address, name in walk(get_resolver())]


def test_every_address_can_be_tried():
    assert len(PAGES) > 15
    assert not [address for address, _ in PAGES if "<" in address]


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("address", [address for address, name in PAGES if name not in OPEN_TO_ALL])
def test_strangers_are_led_to_signing_in(client, method, address):
    answer = getattr(client, method)(address)
    assert answer.status_code == 302
    assert answer.url.startswith(f"/accounts/login/?next={address}")


@pytest.mark.django_db
@pytest.mark.parametrize("address", [address for address, name in PAGES if name in OPEN_TO_ALL])
def test_the_listed_exceptions_answer_strangers(client, address):
    answer = client.get(address)
    assert answer.status_code == 200 or answer.url == "/accounts/login/"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", [address for address, name in PAGES if name not in ("healthz", "readyz")]
)
def test_no_cache_keeps_a_page(admin_client, address):
    assert "no-store" in admin_client.get(address)["Cache-Control"]


def test_no_page_is_open_because_the_rule_is_off():
    assert "django.contrib.auth.middleware.LoginRequiredMiddleware" in settings.MIDDLEWARE
