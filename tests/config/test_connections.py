"""DATABASE_URL and REDIS_URL: what is made of them, and what is said of bad ones."""

import ssl
from pathlib import Path

import pytest
from environs import EnvError
from kombu import Connection

from config import connections
from config.keys import KeyMissing, given
from providers.redaction import redact

PASSWORD = "sec/ret@with:odd#chars"
QUOTED = "sec%2Fret%40with%3Aodd%23chars"


def database(url: str) -> dict:
    return connections.database(url, Path("/data"), lease_seconds=60)


def test_a_silent_postgresql_is_not_waited_for_for_ever():
    options = database("postgres://ana:hush@db.example:5433/news")["OPTIONS"]
    assert options["connect_timeout"] == 5
    assert options["tcp_user_timeout"] == 30_000
    assert options["options"] == "-c idle_in_transaction_session_timeout=60s"


def test_what_the_url_says_wins():
    url = "postgres://ana@db/news?connect_timeout=20&sslmode=require&options=-c%20lock_timeout%3D5s"
    options = database(url)["OPTIONS"]
    assert (options["connect_timeout"], options["sslmode"]) == (20, "require")
    assert options["options"].endswith("=60s -c lock_timeout=5s")


def test_sqlite_keeps_its_own_ways():
    options = database("sqlite:////data/threadkeep.sqlite3?timeout=5")["OPTIONS"]
    assert (options["transaction_mode"], options["timeout"]) == ("IMMEDIATE", 5)


@pytest.mark.parametrize(
    "url",
    [
        f"postgres://ana:{PASSWORD}@db/news",
        f"postgres://ana:{PASSWORD}",
        f"mysql://ana:{QUOTED}@db/news",
        f"ana:{PASSWORD}@db/news",
        f"postgres://ana:{QUOTED}@db",
    ],
)
def test_a_broken_database_url_is_not_quoted(url):
    with pytest.raises(EnvError) as problem:
        database(url)
    assert str(problem.value) == connections.NO_DATABASE
    assert problem.value.__cause__ is None


@pytest.mark.parametrize(
    "url", ["redis", f"http://:{QUOTED}@broker/0", f"redis://:{PASSWORD}@broker:6379/0", "redis://"]
)
def test_a_broken_redis_url_is_not_quoted(url):
    with pytest.raises(EnvError) as problem:
        connections.broker(url)
    assert str(problem.value) == connections.NO_BROKER


def test_their_passwords_are_cut_out_of_everything_logged():
    database(f"postgres://ana:{QUOTED}@db/news")
    connections.broker("redis://:another%20secret@broker:6379/0")
    said = redact(f"no: {PASSWORD}, {QUOTED}, another secret, another+secret")
    assert said == "no: •••, •••, •••, •••"


def test_a_password_that_is_a_name_stays_readable_where_it_is_a_name():
    database("postgres://gazette:gazette@db/gazette")
    assert redact("an export of the gazette") == "an export of the gazette"


def test_the_certificate_of_a_broker_is_checked():
    url = "rediss://:hush@broker:6380/0"
    assert Connection(url, ssl=connections.broker_tls(url)).ssl == {
        "ssl_cert_reqs": ssl.CERT_REQUIRED
    }


def test_a_url_may_come_from_a_file(tmp_path, monkeypatch):
    (tmp_path / "url").write_text("postgres://ana:hush@db/news\n")
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("DATABASE_URL_FILE", str(tmp_path / "url"))
    assert given("DATABASE_URL") == "postgres://ana:hush@db/news"


def test_a_file_that_is_not_there_is_named(tmp_path, monkeypatch):
    monkeypatch.setenv("REDIS_URL_FILE", str(tmp_path / "nothing"))
    monkeypatch.delenv("REDIS_URL", raising=False)
    with pytest.raises(
        KeyMissing, match=r"REDIS_URL_FILE points to .*nothing, which cannot be read"
    ):
        given("REDIS_URL")
