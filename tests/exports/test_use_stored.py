"""`export range … --use-stored` takes what is here already; without it everything is asked anew."""

import pytest

from exports.management import range_arguments


@pytest.mark.parametrize("wanted", [True, False])
def test_the_flag_becomes_the_order_s(site, wanted):
    options = {"since": "2026-03-01", "to": "2026-03-31", "zone": None, "site": [site.name]}
    assert range_arguments.order_from({**options, "use_stored": wanted}).reuse is wanted
