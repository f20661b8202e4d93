"""No document shows the columns of v4's ranks: they may look like comments without their texts."""

from datetime import date

import pytest

from exports import bundle
from exports.models import Grade
from exports.services import start
from providers.sandbox import tables
from providers.sandbox.v4 import requesting
from tests.exports.merging import table
from tests.exports.moving import move_until_ended
from tests.exports.rows import make_site, order
from tests.exports.taking import unzipped

pytestmark = pytest.mark.django_db(transaction=True)
DAY = (date(2026, 3, 1),) * 2
LIKES = ("message_id", "conversation_id", "likes")


def likes_of(selection):
    return ((row[0], "conversation", 3) for row in tables.ranks_of(selection))


@pytest.mark.parametrize("packing", ["apart", "together"])
def test_comments_are_kept_and_counted_beside_what_only_names_them(
    vendor, ana, monkeypatch, packing
):
    monkeypatch.setitem(tables.SOURCES, "ranks", (LIKES, likes_of))
    monkeypatch.setattr(requesting, "RANKS", tables.Table("ranks", LIKES))
    vendor.configure(rows_per_day=30, v4_packing=packing, v4_file_order="comments_last")
    export, _ = start(order(make_site("The Daily", generation="v4"), days=DAY), ana)
    move_until_ended(export)
    window = export.windows.get()
    rows = table(unzipped(bundle.stream(export)).read("comments.csv").decode())
    assert len(rows) - 1 == window.received_rows == 30
    assert all(row[rows[0].index("content")] for row in rows[1:])
    assert (window.duplicate_rows, window.grade) == (0, Grade.WHOLE)
