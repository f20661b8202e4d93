import pytest

from exports.models import Export
from providers.sandbox.server import Running
from tests.conversations.exporting.asking import asked


@pytest.fixture
def vendor(vendor, tmp_path, settings) -> Running:
    """onQ, and room of its own for the files."""
    settings.DISK_RESERVE_BYTES = 0
    settings.SPOOL_DIR = tmp_path / "spool"
    files = {**settings.STORAGES["default"], "OPTIONS": {"location": str(tmp_path / "kept")}}
    settings.STORAGES = {**settings.STORAGES, "default": files}
    return vendor


@pytest.fixture
def export(vendor, ana, tenant) -> Export:
    """An export of all conversations, not yet begun."""
    return asked(tenant, ana)
