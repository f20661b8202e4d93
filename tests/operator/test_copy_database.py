import sqlite3
from contextlib import closing
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from accounts.models import User

pytestmark = pytest.mark.django_db(transaction=True)
on_sqlite = pytest.mark.skipif("postgres" in settings.DATABASE_URL, reason="SQLite's command")
on_postgresql = pytest.mark.skipif("sqlite" in settings.DATABASE_URL, reason="not SQLite's case")


@on_sqlite
def test_a_copy_holds_what_was_written_while_somebody_goes_on_writing(tmp_path):
    User.objects.create_user("before")
    copy = tmp_path / "copy.sqlite3"
    with closing(sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("DELETE FROM accounts_user")
        call_command("copy_database", copy, stdout=StringIO())
        writer.execute("ROLLBACK")
    with closing(sqlite3.connect(copy)) as copied:
        assert copied.execute("SELECT username FROM accounts_user").fetchall() == [("before",)]
        assert copied.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert copy.stat().st_mode & 0o777 == 0o600


@on_sqlite
def test_nothing_that_is_there_is_overwritten(tmp_path):
    there = tmp_path / "there"
    there.write_text("something")
    with pytest.raises(CommandError, match="is there already"):
        call_command("copy_database", there)
    assert there.read_text() == "something"


@on_sqlite
def test_a_copy_that_cannot_be_written_leaves_nothing(tmp_path):
    with pytest.raises(CommandError, match=r"cannot be written: No such file or directory\."):
        call_command("copy_database", tmp_path / "nowhere" / "copy")


@on_postgresql
def test_postgresql_has_a_better_tool(tmp_path):
    with pytest.raises(CommandError, match="Use pg_dump"):
        call_command("copy_database", tmp_path / "copy")
