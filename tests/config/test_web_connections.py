"""Dozens of threads of the web process have a database connection each."""

import pytest
from django.db import connection

from config import wsgi


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps its own cache")
def test_a_connection_of_the_web_process_holds_little_of_sqlites_file():
    with connection.cursor() as cursor:
        wsgi.read_lightly(connection)
        assert cursor.execute("PRAGMA cache_size").fetchone() == (-wsgi.CACHE_KIB,)
