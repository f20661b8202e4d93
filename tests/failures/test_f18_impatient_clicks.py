"""F18: impatient clicks."""

import threading

import pytest
from django.db import connection

from exports.models import Export
from exports.services import start
from tests.exports.rows import order

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_same_request_while_it_runs_shows_the_one_that_runs(ana, site, export):
    again, new = start(order(site), ana)
    assert (again, new) == (export, False)


def test_two_clicks_in_the_same_moment_start_one_export(ana, site):
    together, started = threading.Barrier(2), []

    def click() -> None:
        together.wait()
        started.append(start(order(site), ana))
        connection.close()

    clicks = [threading.Thread(target=click) for _ in range(2)]
    for one in clicks:
        one.start()
    for one in clicks:
        one.join()
    assert sorted(new for _, new in started) == [False, True]
    assert {export for export, _ in started} == {Export.objects.get()}
