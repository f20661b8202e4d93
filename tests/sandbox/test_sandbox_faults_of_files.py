"""Spoilt files: what a careless reader would fall for."""

import io
import stat
import zipfile
import zlib

import pytest

from providers.sandbox.server import Running
from tests.sandbox.calls import Vendor, call, unzipped


def archive(data: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(data))


def test_a_corrupt_zip_opens_but_its_checksum_fails(sandbox: Running, vendor: Vendor) -> None:
    link = vendor.link()
    genuine = call(link)
    sandbox.arm("file", "corrupt_zip")
    spoilt = call(link)
    assert len(spoilt.body) == len(genuine.body)
    assert spoilt.headers["ETag"] != genuine.headers["ETag"]
    with pytest.raises((zipfile.BadZipFile, zlib.error)):
        unzipped(spoilt.body)
    assert call(link).body == genuine.body


def test_a_bomb_is_small_and_valid_and_huge_inside(sandbox: Running, vendor: Vendor) -> None:
    sandbox.arm("file", "bomb", inflates_to=64 << 20)
    body = call(vendor.link()).body
    assert len(body) < 200_000
    (member,) = archive(body).infolist()
    assert member.file_size > 60 << 20
    assert archive(body).testzip() is None


def test_a_bomb_can_lie_about_its_size(sandbox: Running, vendor: Vendor) -> None:
    sandbox.arm("file", "bomb", inflates_to=8 << 20, declares=100)
    assert archive(call(vendor.link()).body).infolist()[0].file_size == 100


@pytest.mark.parametrize(
    ("form", "names"),
    [
        ("parent", ["../../x.csv"]),
        ("absolute", ["/etc/x.csv"]),
        ("backslash", ["..\\..\\x.csv"]),
        ("two_members", ["x.csv", "second.csv"]),
        ("symlink", ["x.csv"]),
        ("nested", ["x.csv.zip"]),
    ],
)
def test_members_can_have_tricky_names(
    sandbox: Running, vendor: Vendor, form: str, names: list[str]
) -> None:
    link = vendor.link()
    genuine = unzipped(call(link).body)
    sandbox.arm("file", "path_trick", form=form)
    tricky = archive(call(link).body)
    assert [member.orig_filename for member in tricky.infolist()] == names
    content = tricky.read(tricky.infolist()[0])
    if form == "symlink":
        assert stat.S_ISLNK(tricky.infolist()[0].external_attr >> 16)
    else:
        assert (unzipped(content) if form == "nested" else content) == genuine


def test_html_can_come_under_the_name_of_a_zip(sandbox: Running, vendor: Vendor) -> None:
    link = vendor.link()
    sandbox.arm("file", "not_a_zip")
    reply = call(link)
    assert reply.headers["Content-Type"] == "application/zip"
    assert reply.body.startswith(b"<!doctype html>")


@pytest.mark.parametrize("form", ["latin-1", "utf-16"])
def test_a_file_can_come_in_another_charset(sandbox: Running, vendor: Vendor, form: str) -> None:
    link = vendor.link()
    text = unzipped(call(link).body).decode()
    sandbox.arm("file", "encoding", form=form)
    recoded = unzipped(call(link).body)
    assert recoded == text.encode(form, "replace")
    with pytest.raises(UnicodeDecodeError):
        recoded.decode()


def test_a_file_can_claim_an_encoding_it_has_not(sandbox: Running, vendor: Vendor) -> None:
    link = vendor.link()
    sandbox.arm("file", "encoding")
    reply = call(link)
    assert reply.headers["Content-Encoding"] == "gzip"
    assert reply.body == call(link).body


def test_a_spoilt_file_is_served_in_parts_too(sandbox: Running, vendor: Vendor) -> None:
    link = vendor.link()
    sandbox.arm("file", "corrupt_zip", times=2)
    whole = call(link)
    part = call(link, headers={"Range": "bytes=10-", "If-Range": whole.headers["ETag"]})
    assert part.status == 206
    assert part.body == whole.body[10:]
