"""`export range … --use-stored` takes what is here already; without it everything is asked anew."""

import pytest

from exports.management import range_arguments
from exports.management.progress import look
from tests.exports.factories import make_export, make_window


@pytest.mark.parametrize("wanted", [True, False])
def test_the_flag_becomes_the_order_s(site, wanted):
    options = {"since": "2026-03-01", "to": "2026-03-31", "zone": None, "site": [site.name]}
    assert range_arguments.order_from({**options, "use_stored": wanted}).reuse is wanted


def test_a_terminal_reads_how_many_were_fetched_earlier(site, ana):
    earlier = make_window(make_export(ana), site, state="stored", received_rows=7)
    export = make_export(ana)
    make_window(export, site, state="stored", received_rows=7, taken_from=earlier)
    assert look(export).line.endswith("1 of 1 part stored, 1 fetched earlier · 7 rows")
