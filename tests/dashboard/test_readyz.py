import time

import pytest
from django.core.files.storage import FileSystemStorage
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder

from config import schema
from dashboard import readiness

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _nothing_known(monkeypatch):
    monkeypatch.setattr(schema, "_known_complete", False)


@pytest.fixture
def files(tmp_path, monkeypatch):
    monkeypatch.setattr(readiness, "default_storage", FileSystemStorage(tmp_path / "files"))
    return tmp_path / "files"


def test_it_says_ready_and_leaves_no_probe_behind(client, files):
    answer = client.get("/readyz")
    assert (answer.status_code, answer.content) == (200, b"ready")
    assert list(files.iterdir()) == []


def test_it_answers_a_probe_that_comes_by_address(client):
    assert client.head("/readyz", headers={"host": "10.1.2.3:8000"}).status_code == 200


def test_nothing_can_be_posted_to_it(client):
    assert client.post("/readyz").status_code == 405


def test_a_stranger_reads_no_details_of_a_database_that_is_away(client, monkeypatch):
    def away() -> bool:
        raise OperationalError("connection to server at db.internal failed")

    monkeypatch.setattr(schema, "is_complete", away)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.text) == (503, "The database does not answer.")


def test_a_database_that_lacks_a_migration_is_not_ready_until_it_is_applied(client):
    recorder = MigrationRecorder(connection)
    recorder.record_unapplied("jobs", "0001_initial")
    assert schema.pending() == ["jobs.0001_initial"]
    assert client.get("/readyz").text == "The database is not up to date."
    recorder.record_applied("jobs", "0001_initial")
    assert client.get("/readyz").status_code == 200


def test_a_storage_that_takes_no_files_is_not_ready(client, files):
    files.write_text("a file where the folder should be")
    assert client.get("/readyz").text == "The storage takes no files."


def test_all_that_is_missing_is_said_a_line_each(client, files, monkeypatch):
    monkeypatch.setattr(schema, "is_complete", lambda: False)
    files.write_text("a file where the folder should be")
    assert len(client.get("/readyz").text.splitlines()) == 2


def test_a_database_that_hangs_is_not_waited_for(client, monkeypatch):
    monkeypatch.setattr(readiness, "PATIENCE_SECONDS", 0.1)
    hangs = [True, True]

    def hang() -> bool:
        while hangs:
            time.sleep(0.01)
        return True

    monkeypatch.setattr(schema, "is_complete", hang)
    assert client.get("/readyz").status_code == 503
    assert "in time" in client.get("/readyz").text
    hangs.clear()
    with readiness._asking:
        pass
    assert client.get("/readyz").status_code == 200


def test_a_process_without_room_for_a_thread_asks_again_the_next_time(client, files, monkeypatch):
    def none_left(_) -> None:
        raise RuntimeError("can't start new thread")

    with monkeypatch.context() as full:
        full.setattr("threading.Thread.start", none_left)
        assert client.get("/readyz").status_code == 503
    assert client.get("/readyz").status_code == 200
