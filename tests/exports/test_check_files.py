from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from exports import storage
from exports.models import StoredFile
from tests.exports.factories import make_ready_export, make_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def path(ana, tmp_path, settings) -> Path:
    """Where the only stored file lies."""
    files = {**settings.STORAGES["default"], "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = {**settings.STORAGES, "default": files}
    make_ready_export(ana, make_site())
    return storage.local_path(StoredFile.objects.get())


def check(*options: str) -> str:
    """What it says, of faults too."""
    said = StringIO()
    try:
        call_command("check_files", *options, stdout=said, stderr=said)
    except CommandError as problem:
        said.write(str(problem))
    return said.getvalue()


def test_files_as_they_were_stored_are_counted(path):
    assert check().endswith("Each is there byte for byte.\n")
    assert check("--quick").endswith("Each is there with its size.\n")


def test_a_missing_file_is_named_with_its_export(path):
    file = StoredFile.objects.get()
    path.unlink()
    for options in ((), ("--quick",)):
        said = check(*options)
        export = file.parts.get().window.export_id
        assert f"{file.storage_key} is missing (export {export})." in said
        assert "1 of 1 stored file cannot be used." in said


def test_a_shorter_file_is_found_without_reading_it(path):
    path.write_bytes(path.read_bytes()[:-1])
    assert "bytes instead of" in check("--quick")


def test_other_bytes_of_the_same_length_are_found_by_reading(path):
    path.write_bytes(bytes(path.stat().st_size))
    assert "holds other bytes than those that were stored" in check()
    assert "Each is there" in check("--quick")


def test_a_file_that_was_removed_on_purpose_is_not_missed(path, settings):
    StoredFile.objects.update(removed_at="2026-03-01T00:00Z")
    path.unlink()
    assert check().startswith("Stored files: 0 ")
