from collections.abc import Iterator

import pytest

from accounts.services import make_person
from credentials import services
from credentials.models import Site
from credentials.services import SiteDetails
from credentials.signals import key_replaced
from providers.sandbox.server import Running, running
from tests.environment import TOKEN

PASSWORD = "correct horse battery"


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
def vendor(tmp_path, settings) -> Iterator[Running]:
    """A stand-in of OpenWeb at which TOKEN exports the site's spot."""
    with running(tmp_path, {}) as sandbox:
        sandbox.sandbox.spots.keep("sp_Dem0Spot", TOKEN)
        settings.OPENWEB_OPEN_API_URL = sandbox.url
        yield sandbox


@pytest.fixture
def released() -> Iterator[list[Site]]:
    """The sites whose exports were told to go on."""
    heard: list[Site] = []

    def hear(connection: Site, **_) -> None:
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
