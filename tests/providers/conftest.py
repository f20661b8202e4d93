from collections.abc import Iterator

import hypothesis
import pytest

from providers.http import Http, Network
from tests.providers.vendor import Vendor, serving

# How long one example takes says nothing on a machine that others use too.
hypothesis.settings.register_profile("providers", deadline=None)
hypothesis.settings.load_profile("providers")


@pytest.fixture
def vendor() -> Iterator[Vendor]:
    with serving() as vendor:
        yield vendor


@pytest.fixture
def http(vendor: Vendor) -> Iterator[Http]:
    http = Http(vendor.url, Network(connect_timeout=1, read_timeout=1, deadline=2))
    yield http
    http.close()
