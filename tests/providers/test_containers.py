"""Zip, gzip or plain; whole and harmless, or damaged with a reason."""

import gzip
import zipfile
import zlib
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from providers.errors import Damage, FileDamaged
from providers.openweb.containers import csv_member, csv_name
from providers.openweb.files import preview
from providers.openweb.limits import Limits
from tests.providers.packing import csv_bytes, gzipped, plain, row, zipped

DATA = csv_bytes(row(number) for number in range(3000))


def unpacked(path: Path, limits: Limits | None = None) -> bytes:
    with csv_member(path, limits or Limits()) as stream:
        return stream.read()


def damage_of(path: Path, limits: Limits | None = None) -> Damage:
    with pytest.raises(FileDamaged) as caught:
        unpacked(path, limits)
    assert caught.value.__context__ is None
    return caught.value.damage


@pytest.mark.parametrize("pack", [plain, gzipped, zipped])
def test_the_csv_comes_out_as_it_went_in(pack: object, tmp_path: Path) -> None:
    assert callable(pack)
    assert unpacked(pack(tmp_path, DATA)) == DATA


def test_a_byte_order_mark_is_kept(tmp_path: Path) -> None:
    assert unpacked(zipped(tmp_path, b"\xef\xbb\xbf" + DATA)).startswith(b"\xef\xbb\xbfid")


def test_folders_and_the_junk_of_macs_do_no_harm(tmp_path: Path) -> None:
    path = zipped(tmp_path, DATA, others={"empty/": b"", "__MACOSX/._comments.csv": b"x"})
    assert unpacked(path) == DATA


@pytest.mark.parametrize(
    "page", [b"<!doctype html><p>Sign in", b"\xef\xbb\xbf\n<?xml?><Error/>", b'{"a": 1}', b"[]"]
)
def test_an_error_page_is_not_a_file(page: bytes, tmp_path: Path) -> None:
    assert damage_of(plain(tmp_path, page)) is Damage.UNKNOWN_KIND


@pytest.mark.parametrize(
    "name", ["../a.csv", "a/b.csv", "/a.csv", "C:\\a.csv", "..\\a.csv", "C:a.csv", "a\nb.csv"]
)
def test_a_member_that_is_a_path_is_refused(name: str, tmp_path: Path) -> None:
    assert damage_of(zipped(tmp_path, DATA, name)) is Damage.PATH


def test_two_files_in_a_zip_are_refused(tmp_path: Path) -> None:
    assert damage_of(zipped(tmp_path, DATA, others={"b.csv": b"x"})) is Damage.SEVERAL_FILES


def test_an_empty_zip_is_refused(tmp_path: Path) -> None:
    zipfile.ZipFile(tmp_path / "part-0", "w").close()
    assert damage_of(tmp_path / "part-0") is Damage.NO_FILE


@pytest.mark.parametrize("pack", [gzipped, zipped])
def test_a_bomb_is_not_unpacked(pack: object, tmp_path: Path) -> None:
    assert callable(pack)
    path = pack(tmp_path, b"x" * 4_000_000)
    assert damage_of(path, Limits(ratio_from=1_000_000)) is Damage.BOMB


@pytest.mark.parametrize("pack", [plain, gzipped, zipped])
def test_a_file_may_be_too_big(pack: object, tmp_path: Path) -> None:
    assert callable(pack)
    assert damage_of(pack(tmp_path, DATA), Limits(max_member_bytes=1000)) is Damage.TOO_BIG


def test_a_size_that_lies_is_found(tmp_path: Path) -> None:
    path = zipped(tmp_path, DATA)
    true_size = len(DATA).to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(true_size, (1000).to_bytes(4, "little")))
    assert damage_of(path) is Damage.CHECKSUM


def test_a_wrong_checksum_is_found_in_a_zip(tmp_path: Path) -> None:
    path = zipped(tmp_path, DATA)
    crc = zlib.crc32(DATA).to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(crc, b"\0\0\0\1"))
    assert damage_of(path) is Damage.CHECKSUM


def test_a_wrong_checksum_is_found_in_a_gzip(tmp_path: Path) -> None:
    data = bytearray(gzip.compress(DATA))
    data[-8] ^= 1
    assert damage_of(plain(tmp_path, bytes(data))) is Damage.CHECKSUM


@pytest.mark.parametrize("pack", [gzipped, zipped])
def test_a_missing_end_is_found(pack: object, tmp_path: Path) -> None:
    assert callable(pack)
    path = pack(tmp_path, DATA)
    path.write_bytes(path.read_bytes()[:-30])
    assert damage_of(path) is Damage.TRUNCATED


def test_noise_is_not_a_table(tmp_path: Path) -> None:
    assert damage_of(plain(tmp_path, b"id,\x01\xf5\n1,2\n")) is Damage.UNKNOWN_KIND


def test_an_encrypted_or_oddly_compressed_zip_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "part-0"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("a.csv", DATA)
    assert damage_of(path) is Damage.UNKNOWN_KIND


@given(
    st.integers(0, 10_000), st.binary(min_size=1, max_size=8), st.sampled_from([gzipped, zipped])
)
def test_no_damage_ends_in_another_error(
    tmp_path_factory: pytest.TempPathFactory, at: int, noise: bytes, pack: object
) -> None:
    assert callable(pack)
    path = pack(tmp_path_factory.mktemp("noise"), DATA[:2000])
    data = bytearray(path.read_bytes())
    at %= len(data)
    data[at : at + len(noise)] = noise
    path.write_bytes(data)
    with suppress(FileDamaged):  # noise in a name or a date damages nothing
        unpacked(path)


@pytest.mark.parametrize(
    ("member", "name"),
    [("comments.csv", "comments.csv"), ("=cmd|x.CSV", "_cmd_x.CSV"), ("export", "export.csv")],
)
def test_the_csv_has_a_harmless_name(member: str, name: str, tmp_path: Path) -> None:
    assert csv_name(zipped(tmp_path, DATA, member)) == name


def test_a_gzip_is_named_after_its_file(tmp_path: Path) -> None:
    path = gzipped(tmp_path, DATA).rename(tmp_path / "day.csv.gz")
    assert csv_name(path) == "day.csv"


def several(folder: Path, *names: str) -> Path:
    return zipped(folder, DATA, "comments.csv", dict.fromkeys(names, b"id\r\n1\r\n"))


def test_one_of_several_files_is_opened_by_its_exact_name(tmp_path: Path) -> None:
    path = several(tmp_path, "changes.csv", "x/comments.csv")
    with csv_member(path, member="comments.csv") as stream:
        assert stream.read() == DATA
    assert preview(path, member="changes.csv").rows == [["1"]]


@pytest.mark.parametrize("pack", [plain, gzipped, zipped])
def test_a_file_that_is_not_there_is_missed(pack: object, tmp_path: Path) -> None:
    assert callable(pack)
    with pytest.raises(FileDamaged) as caught, csv_member(pack(tmp_path, DATA), member="b.csv"):
        pass
    assert caught.value.damage is Damage.NO_FILE


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_files_of_one_name_are_refused(tmp_path: Path) -> None:
    path = several(tmp_path, "other.csv")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("comments.csv", "id")
    with pytest.raises(FileDamaged) as caught, csv_member(path, member="comments.csv"):
        pass
    assert caught.value.damage is Damage.SEVERAL_FILES


def test_a_named_file_is_guarded_as_a_single_one(tmp_path: Path) -> None:
    path = zipped(tmp_path, b"x" * 4_000_000, others={"other.csv": b""})
    limits = Limits(ratio_from=1_000_000)
    with pytest.raises(FileDamaged) as caught, csv_member(path, limits, "comments.csv"):
        pass
    assert caught.value.damage is Damage.BOMB
