"""The Range header, by the examples of RFC 9110 §14.1.2 (a file of 10,000 bytes) and its edges."""

import pytest

from exports.downloads import Unsatisfiable, requested_range

SIZE = 10_000


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        ("bytes=0-499", (0, 499)),
        ("bytes=500-999", (500, 999)),
        ("bytes=-500", (9500, 9999)),
        ("bytes=9500-", (9500, 9999)),
        ("bytes=0-0", (0, 0)),
        ("bytes=-1", (9999, 9999)),
        ("bytes=0-", (0, 9999)),
        ("bytes=9999-20000", (9999, 9999)),
        ("bytes=-20000", (0, 9999)),
        ("Bytes=0-499", (0, 499)),
    ],
)
def test_one_range_is_answered(header, wanted):
    assert requested_range(header, SIZE) == wanted


@pytest.mark.parametrize(
    "header",
    [
        "",
        "bytes=0-0,-1",
        "bytes=500-400",
        "bytes=-",
        "bytes=a-b",
        "lines=0-5",
        "bytes 0-5",
        "bytes=²-5",
        f"bytes=0-{'9' * 5000}",
    ],
)
def test_what_is_malformed_or_many_gets_the_whole_file(header):
    assert requested_range(header, SIZE) is None


@pytest.mark.parametrize("header", ["bytes=10000-", "bytes=10000-10001", "bytes=-0"])
def test_a_range_outside_the_file_is_refused(header):
    with pytest.raises(Unsatisfiable):
        requested_range(header, SIZE)


@pytest.mark.parametrize("header", ["bytes=0-", "bytes=-5"])
def test_an_empty_file_has_no_range(header):
    with pytest.raises(Unsatisfiable):
        requested_range(header, 0)
