"""Everything an export holds as one zip, and its rows alone as another."""

import zipfile
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import CommandError

from exports import bundle, storage
from exports.management.commands import export as command
from exports.models import StoredFile
from providers.errors import FileDamaged
from tests.exports import factories
from tests.exports.factories import make_ready_export, make_site
from tests.exports.merging import table
from tests.exports.taking import files_of, manifest_in, sha256, stored_hashes, unzipped

pytestmark = pytest.mark.django_db


def parts_in(export) -> list[str]:
    *parts, one_table, manifest = unzipped(bundle.stream(export)).namelist()
    assert (one_table, manifest) == ("comments.csv", "manifest.json")
    return [name.removeprefix("parts/") for name in parts]


@pytest.fixture
def two_days(db):
    """Two parts that touch, with three comments each, one of which is in both."""
    site, first = make_site("The Daily"), datetime(2026, 3, 1, tzinfo=UTC)
    export = factories.make_export(None, state="ready")
    rows = factories.comments(site, 5)
    for day, some in enumerate((rows[:3], rows[2:])):
        since = first + timedelta(days=day)
        window = factories.make_stored_window(
            export, site, 3, since=since, to=since + timedelta(days=1)
        )
        factories.make_file(window, factories.csv_zip(some))
    return export


def test_every_part_lies_in_it_as_it_came(two_days):
    packed = unzipped(bundle.stream(two_days))
    parts = [info for info in packed.infolist() if info.filename.startswith("parts/")]
    assert [sha256(packed.read(info)) for info in parts] == stored_hashes(two_days)
    assert {info.compress_type for info in parts} == {zipfile.ZIP_STORED}


def test_the_manifest_in_it_has_the_hash_of_every_other_file(two_days):
    packed = unzipped(bundle.stream(two_days))
    manifest = manifest_in(packed)
    told = {file["name"]: file["sha256"] for file in [*files_of(manifest), manifest["table"]]}
    others = [name for name in packed.namelist() if name != "manifest.json"]
    assert told == {name: sha256(packed.read(name)) for name in others}


def test_a_comment_of_two_parts_stands_once_in_the_table_and_the_manifest_says_so(two_days):
    packed = unzipped(bundle.stream(two_days))
    ids = [row[0] for row in table(packed.read("comments.csv").decode())[1:]]
    told = manifest_in(packed)["table"]
    assert len(ids) == len(set(ids)) == told["rows"] == 5
    assert told["left_out_as_repeated"] == 1
    assert told["size"] == packed.getinfo("comments.csv").file_size


def test_the_table_alone_is_the_same_one(two_days):
    packed = unzipped(bundle.table(two_days))
    assert packed.namelist() == ["comments.csv"]
    everything = unzipped(bundle.stream(two_days))
    assert packed.read("comments.csv") == everything.read("comments.csv")


def test_a_file_that_is_not_what_it_was_breaks_the_download_off(two_days):
    stored = storage.local_path(StoredFile.objects.latest("pk"))
    changed = bytearray(stored.read_bytes())
    changed[-1] ^= 1
    stored.write_bytes(changed)
    pieces = bundle.stream(two_days)
    with pytest.raises(FileDamaged):
        b"".join(pieces)


def test_sites_whose_names_differ_in_signs_only_get_names_of_their_own():
    parts = parts_in(make_ready_export(None, make_site("The Daily!"), make_site("The Daily?")))
    assert len(set(parts)) == 2


def test_quarters_of_a_day_get_names_of_their_own():
    site, export = make_site(), factories.make_export(None, state="ready")
    for hour in (0, 6, 12, 18):
        since = datetime(2026, 3, 1, hour, tzinfo=UTC)
        window = factories.make_stored_window(
            export, site, 1, position=0, since=since, to=since + timedelta(hours=6)
        )
        factories.make_file(window, factories.csv_zip(factories.comments(site, 1)))
    assert len(set(parts_in(export))) == 4


def test_a_name_in_any_script_stays_readable():
    [name] = parts_in(make_ready_export(None, make_site("הארץ")))
    assert name == "openweb_הארץ_2026-03-01_2026-03-31_UTC.csv.zip"


def test_names_that_would_be_paths_are_not():
    [name] = parts_in(make_ready_export(None, make_site("../../etc/passwd")))
    assert name.startswith("openweb_etc-passwd_")


def test_a_torn_file_is_a_sentence_in_a_terminal_too_and_leaves_none_behind(tmp_path):
    export = make_ready_export(None, make_site("The Daily"))
    stored = storage.local_path(StoredFile.objects.get())
    stored.write_bytes(stored.read_bytes()[:-30])
    with pytest.raises(CommandError, match="not as it was stored"):
        command._write(export, tmp_path / "out.csv.zip")
    assert not list(tmp_path.iterdir())
