"""Which host a client speaks to, and how long it waits there."""

from functools import partial

import pytest

from credentials import network
from providers.openweb.generations import Host


@pytest.mark.parametrize(
    ("opened", "setting"),
    [
        (partial(network.openweb, Host.OPEN_API), "OPENWEB_OPEN_API_URL"),
        (partial(network.openweb, Host.API), "OPENWEB_API_URL"),
        (partial(network.openweb, Host.EXPORTER), "OPENWEB_EXPORTER_URL"),
        (network.onq, "ONQ_API_URL"),
    ],
)
def test_each_client_has_its_host_and_hurries_only_for_a_page(settings, opened, setting) -> None:
    setattr(settings, setting, f"http://127.0.0.1:9/{setting}")
    http, hurried = opened(), opened(hurried=True)
    assert http.base_url == hurried.base_url == f"http://127.0.0.1:9/{setting}"
    assert hurried.network.deadline == network.PAGE_PATIENCE < http.network.deadline
    http.close()
    hurried.close()
