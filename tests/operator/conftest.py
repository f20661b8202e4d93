from collections.abc import Iterator

import pytest

from bench.servers import PostgreSQL
from tests.operator.installation import Installation, need_tools


@pytest.fixture(scope="session")
def server(tmp_path_factory) -> Iterator[PostgreSQL]:
    with PostgreSQL(tmp_path_factory.mktemp("server")) as running:
        yield running


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def bare(request, tmp_path, vendor) -> Iterator[Installation]:
    """Without tables."""
    server = request.getfixturevalue("server") if request.param == "PostgreSQL" else None
    made = Installation(tmp_path, vendor, server)
    yield made
    made.product.log.close()


@pytest.fixture
def installation(bare: Installation, vendor) -> Installation:
    """With one site, not started yet."""
    need_tools()
    bare.product.manage_to_end("prepare")
    add = ("add_site", "Daily", "--spot-id", vendor.spot_id)
    bare.product.manage_to_end(*add, stdin=vendor.token)
    return bare
