from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.test import Client

from accounts.services import make_person
from credentials import services
from credentials.models import Connection, Site, Tenant
from credentials.services import SiteDetails, TenantDetails
from credentials.signals import key_replaced
from providers.sandbox.onq.tenants import DEMO_TENANT
from providers.sandbox.server import Running, running
from tests.environment import TOKEN

PASSWORD = "correct horse battery"
V4_KEY = "v4/key+with=odd&chars%41 ü"
SECRET = "se/cret+with=odd&chars%41 ü, long enough"  # as TOKEN, for onQ


@pytest.fixture
def admin(db):
    return make_person("ada", PASSWORD, "Admin")


@pytest.fixture
def colleague(db):
    """May use the site, manages nothing."""
    return make_person("colin", PASSWORD, "Moderator")


@pytest.fixture
def stranger(db):
    """Signs in here, but has nothing to do with the site."""
    return make_person("sten", PASSWORD, "Moderator")


@pytest.fixture
def details() -> SiteDetails:
    return SiteDetails("The Daily", "sp_Dem0Spot", "Europe/Berlin", "UTC")


@pytest.fixture
def site(admin, details) -> Site:
    return services.save_site(details, admin)


@pytest.fixture
def tenant_details() -> TenantDetails:
    """What opens the stand-in of onQ, with `SECRET`."""
    demo = DEMO_TENANT
    return TenantDetails("Courses", demo.key_id, demo.issuer, demo.subject, demo.audience)


@pytest.fixture
def tenant(admin, tenant_details) -> Tenant:
    return services.save_tenant(tenant_details, admin)


@pytest.fixture(params=["site", "tenant"])
def connection(db, request) -> Connection:
    """A connection of each kind, for what is alike."""
    return request.getfixturevalue(request.param)


@pytest.fixture
def page(client, admin) -> Client:
    """As somebody who manages keys."""
    client.force_login(admin)
    return client


@pytest.fixture
def vendor(tmp_path, settings) -> Iterator[Running]:
    """A stand-in of both vendors: TOKEN opens the site's spot, SECRET the tenant."""
    with running(tmp_path, {}) as sandbox:
        sandbox.sandbox.spots.keep("sp_Dem0Spot", TOKEN, v4_key=V4_KEY)
        sandbox.sandbox.conversations.tenants.keep(replace(DEMO_TENANT, secret=SECRET))
        settings.OPENWEB_OPEN_API_URL = settings.ONQ_API_URL = sandbox.url
        settings.OPENWEB_API_URL = settings.OPENWEB_EXPORTER_URL = sandbox.url
        yield sandbox


@pytest.fixture
def released() -> Iterator[list[Connection]]:
    """The connections for which everything was told to go on."""
    heard: list[Connection] = []

    def hear(connection: Connection, **_) -> None:
        heard.append(connection)

    key_replaced.connect(hear)
    yield heard
    key_replaced.disconnect(hear)


@pytest.fixture
def lose_the_encryption_key(settings):
    def lose() -> None:
        settings.CREDENTIAL_KEYS = [OTHER_ENCRYPTION_KEY]

    return lose


OTHER_ENCRYPTION_KEY = "Y2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2M="
