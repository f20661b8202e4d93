"""Conversations whose values have the expected types are read at once: with the same result."""

import json

from hypothesis import given
from hypothesis import strategies as st

from providers.onq import records

dates = st.datetimes().map(lambda at: f"{at:%Y-%m-%dT%H:%M:%S}") | st.datetimes().map(str)
endings = st.sampled_from(["", "Z", "+00:00", "+02:00", ".5Z", ".123456789Z", "z", "-00:00"])
moments = st.tuples(dates, endings).map("".join)
odd = st.sampled_from(["", "0", "24:00", "2024-02-30T00:00:00Z", "9999-12-31T23:59:59-23:59"])
values = st.one_of(
    st.none(),
    st.text(),
    moments,
    odd,
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
)


@given(st.dictionaries(st.sampled_from(records.FIELDS), values))
def test_it_gives_what_reading_value_by_value_gives(row):
    raw = json.dumps(row).encode()
    plain = records._plain(raw)
    assert plain is None or plain == records._odd(raw)


@given(st.sampled_from([name for name in records.FIELDS if name.endswith("_on")]), moments)
def test_dates_are_the_same_moments(name, moment):
    raw = json.dumps({name: moment}).encode()
    plain = records._plain(raw)
    assert plain is None or plain == records._odd(raw)


def test_the_usual_row_is_read_at_once():
    row = {"name": "Ethics", "start_on": "2026-03-01T09:00:00Z", "active": True, "max_count": 3}
    assert records._plain(json.dumps(row).encode()) is not None
