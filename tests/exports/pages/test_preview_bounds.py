from exports.detail import previews
from providers.openweb.files import Preview


def test_a_hostile_file_cannot_make_a_huge_page():
    header = [f"column {number}" for number in range(5000)]
    order = previews._reading_order(Preview(header, rows=[], columns={}))
    assert len(order) == previews.COLUMNS
    cell = previews._cell("x" * 1_000_000)
    assert len(cell.shown) + len(cell.rest) == previews.LONGEST


def test_what_became_of_a_comment_stands_beside_its_text():
    header = ["id", "content", "edited", "deleted", "anonymous"]
    order = previews._reading_order(Preview(header, rows=[], columns={"content": 1}))
    assert [header[column] for column in order] == [*header[1:], "id"]


def test_a_table_without_comments_stays_as_the_vendor_wrote_it():
    preview = Preview(["id", "type", "status"], rows=[], columns={"status": 2})
    assert previews._reading_order(preview) == [0, 1, 2]
