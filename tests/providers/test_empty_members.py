"""A day without comments may come as a zip or gzip with nothing in it: whole, so believed."""

import gzip
import zipfile
from pathlib import Path

import pytest

from providers.errors import Damage, FileDamaged
from providers.openweb.files import SeenIds, examine


def rows_in(path: Path) -> int:
    with SeenIds() as seen:
        return examine(path, spot_id="sp_1234abcd", seen=seen).rows


def test_an_empty_file_in_a_zip_has_no_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.csv.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("comments.csv", b"")
    assert rows_in(path) == 0


def test_an_empty_gzip_has_no_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.csv.gz"
    path.write_bytes(gzip.compress(b""))
    assert rows_in(path) == 0


def test_a_plain_file_of_no_bytes_may_have_been_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"")
    with pytest.raises(FileDamaged) as caught:
        rows_in(path)
    assert caught.value.damage is Damage.NO_HEADER
