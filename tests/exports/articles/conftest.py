import pytest

from exports.models import Export
from tests.exports.articles.asking import Sandbox, asked


@pytest.fixture
def sandbox(vendor) -> Sandbox:
    """What the vendor knows about articles, and a way to let something happen to them."""
    return Sandbox(vendor)


@pytest.fixture
def article(ana, site) -> Export:
    """An export of one article, not yet begun."""
    return asked(ana, (site, "article-1"))
