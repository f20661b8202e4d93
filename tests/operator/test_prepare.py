"""`manage.py prepare`: repeated, by two hosts at once, beside a busy table, on a newer database."""

import subprocess

import psycopg
import pytest
from django.db import connection

from config.prepare import CannotPrepare, prepare, tables
from tests.operator.installation import PASSWORD, Installation, assert_good
from tests.processes.product import wait_for

pytestmark = pytest.mark.slow


def finish(command: "subprocess.Popen[str]") -> "subprocess.CompletedProcess[str]":
    out, err = command.communicate(timeout=60)
    return subprocess.CompletedProcess(command.args, command.returncode, out, err)


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def foreign(db) -> str:
    """A change that a newer version made."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) "
            "VALUES ('exports', '9999_tomorrow', CURRENT_TIMESTAMP)"
        )
    return "exports.9999_tomorrow"


def test_what_is_prepared_is_left_as_it_is(db, said):
    prepare(said.append)
    assert said[0] == "The database is up to date."


def test_a_newer_version_that_was_here_is_named_and_one_release_older_goes_on(foreign, said):
    prepare(said.append)
    assert said[0].startswith(
        f"A newer version of Threadkeep has changed this database ({foreign})"
    )


def test_two_versions_that_both_want_changes_are_not_mixed(foreign, said, monkeypatch):
    monkeypatch.setattr("config.schema.pending", lambda: ["exports.0007_today"])
    with pytest.raises(CannotPrepare, match=r"in another way \(exports.0007_today\). Install"):
        prepare(said.append)


def test_of_two_at_once_one_waits_and_both_end_well(bare: Installation):
    both = [bare.product.manage("prepare") for _ in range(2)]
    done = [finish(one) for one in both]
    for one in done:
        assert_good(one)
    assert sorted("Somebody else prepares" in one.stdout for one in done) == [False, True]
    assert bare.product.query("select username from accounts_user") == [("admin",)]


def test_it_says_where_the_password_is_and_never_what_it_is(bare: Installation):
    done = finish(bare.product.manage("prepare"))
    assert "Sign in as admin; the password is in ADMIN_PASSWORD\n" in done.stdout
    assert PASSWORD not in done.stdout + done.stderr


def test_a_busy_table_is_waited_for_without_holding_others_up(server, tmp_path, vendor):
    busy = Installation(tmp_path, vendor, server)
    busy.product.manage_to_end("prepare")
    busy.product.manage_to_end("migrate", "exports", "0005")
    with psycopg.connect(busy.product.env["DATABASE_URL"]) as writer:
        writer.execute("LOCK TABLE exports_export IN ROW EXCLUSIVE MODE")
        command = busy.product.manage("prepare")
        assert command.stdout
        lines = iter(command.stdout.readline, "")
        assert next(line for line in lines if line.startswith(tables.BUSY))
        wait_for("others to write in between", lambda: writes(busy), patience=10)
    rest = finish(command)
    assert rest.returncode == 0, rest.stderr
    assert "The database is up to date." in rest.stdout
    busy.product.log.close()


def writes(busy: Installation) -> bool:
    """Whether somebody else gets a word in within half a second."""
    with psycopg.connect(busy.product.env["DATABASE_URL"]) as other:
        other.execute("SET lock_timeout = '500ms'")
        try:
            other.execute("UPDATE exports_export SET title = title")
        except psycopg.errors.LockNotAvailable:
            return False
    return True


def test_a_folder_of_the_database_that_is_not_there_is_named(said, monkeypatch):
    monkeypatch.setattr(connection, "vendor", "sqlite")
    monkeypatch.setitem(connection.settings_dict, "NAME", "/nowhere/threadkeep.sqlite3")
    with pytest.raises(CannotPrepare, match="The folder of the database, /nowhere, cannot be used"):
        prepare(said.append)
