from collections.abc import Iterator
from dataclasses import replace

import pytest

from accounts.services import make_person
from credentials.models import Site
from exports.models import Export
from exports.services import start
from providers.sandbox.server import Running, running
from tests.environment import TOKEN
from tests.exports.rows import V4_KEY, make_site, order


@pytest.fixture
def ana(db):
    return make_person("ana", "a long password", "Moderator")


@pytest.fixture
def vendor(tmp_path, settings) -> Iterator[Running]:
    """A sandbox that serves the site's spot and is quick about it."""
    with running(tmp_path, {"processing_seconds": 0, "rows_per_day": 4}) as sandbox:
        sandbox.sandbox.spots.keep(sandbox.spot_id, TOKEN, v4_key=V4_KEY)
        for host in ("OPEN_API", "API", "EXPORTER"):
            setattr(settings, f"OPENWEB_{host}_URL", sandbox.url)
        settings.DISK_RESERVE_BYTES = 0
        settings.SPOOL_DIR = tmp_path / "spool"
        files = {**settings.STORAGES["default"], "OPTIONS": {"location": str(tmp_path / "kept")}}
        settings.STORAGES = {**settings.STORAGES, "default": files}
        yield replace(sandbox, token=TOKEN)


@pytest.fixture
def site(db) -> Site:
    return make_site("The Daily")


@pytest.fixture(params=["v1", "v2", "v4"])
def any_site(db, request) -> Site:
    """A site of each generation of OpenWeb's export API."""
    return make_site("The Daily", generation=request.param)


@pytest.fixture
def export(ana, site) -> Export:
    return start(order(site), ana)[0]
