"""Several articles in one export, each a part of its own: at one site or at several."""

import io
import zipfile

import pytest

from exports import bundle
from exports.by_article.changes import what_changed
from exports.by_article.verdicts import verdict_on
from exports.merging import merged
from exports.merging.flavours import FLAVOURS
from exports.models import Export, ExportState, StoredFile, WindowState
from exports.services import delete, repeat, retry
from tests.environment import TOKEN
from tests.exports.articles.asking import archives, asked, asked_for, ended, rows, story, updated
from tests.exports.merging import table
from tests.exports.rows import make_site

pytestmark = pytest.mark.django_db(transaction=True)

WEEKLY = "sp_Weekly01"
THREE = ("article-1", "article-2", "article-3")


@pytest.fixture
def weekly(vendor):
    vendor.sandbox.spots.keep(WEEKLY, TOKEN, enabled=True)
    return make_site("The Weekly", WEEKLY)


@pytest.fixture
def three(vendor, ana, site) -> Export:
    return asked(ana, *((site, post_id) for post_id in THREE))


def merge(export: Export, flavour: str = "received") -> list[list[str]]:
    text = b"".join(merged.stream(export, FLAVOURS[flavour])).decode()
    return table(text, FLAVOURS[flavour].delimiter)


def test_each_is_as_the_vendor_knows_it(sandbox, three):
    ended(three)
    assert three.state == ExportState.READY
    assert [rows(three, at) for at in range(3)] == [sandbox.rows(post_id) for post_id in THREE]


def test_the_only_one_that_changed_is_named(sandbox, three, ana):
    ended(three)
    sandbox.append("article-2", {"type": "comment-created"})
    changed = what_changed(updated(three, ana), most=10)
    assert changed.several_articles
    assert [one.window.post_id for one in changed.articles] == ["article-2"]


def test_one_that_fails_leaves_the_others_and_retry_asks_for_it_alone(vendor, sandbox, three, ana):
    vendor.arm("text-only", "status", code=400, only={"post_id": "article-2"}, times=1)
    ended(three)
    assert three.state == ExportState.INCOMPLETE
    states = three.windows.values_list("state", flat=True)
    assert list(states) == [WindowState.STORED, WindowState.FAILED, WindowState.STORED]
    before = len(asked_for(vendor))
    retry(three, ana)
    ended(three)
    assert three.state == ExportState.READY
    assert set(asked_for(vendor)[before:]) == {"article-2"}
    assert sorted(map(len, (rows(three, at) for at in range(3)))) == sorted(
        len(sandbox.rows(post_id)) for post_id in THREE
    )


def test_the_same_article_at_two_sites_is_two_files_of_two_names(sandbox, ana, site, weekly):
    export = ended(asked(ana, (site, "article-1"), (weekly, "article-1")))
    assert export.state == ExportState.READY
    assert rows(export, 0) == sandbox.rows()
    assert rows(export, 1) == sandbox.rows(spot_id=WEEKLY)
    with zipfile.ZipFile(io.BytesIO(b"".join(bundle.stream(export)))) as everything:
        names = everything.namelist()
    assert len(set(names)) == len(names) == 8


def test_a_site_that_fails_leaves_the_other_sites_article(vendor, ana, site, weekly):
    vendor.arm("text-only", "status", code=400, only={"spot_id": WEEKLY})
    export = ended(asked(ana, (site, "article-1"), (weekly, "article-1")))
    assert export.state == ExportState.INCOMPLETE
    assert len(archives(export)) == 1


def test_merged_they_are_one_table_with_every_comment_once(sandbox, three):
    ended(three)
    header, *found = merge(three)
    ids = [row[header.index("id")] for row in found]
    expected = [row["id"] for post_id in THREE for row in sandbox.rows(post_id)]
    assert sorted(ids) == sorted(expected)


def test_merged_the_same_article_twice_is_folded(sandbox, ana, site):
    export = ended(asked(ana, (site, "article-1"), (site, "article-1")))
    assert len(archives(export)) == 2
    assert len(merge(export)) == 1 + len(sandbox.rows())


def test_merged_for_people_no_hostile_text_is_a_formula(sandbox, ana, site):
    sandbox.keep("article-1", 1200)
    header, *found = merge(ended(asked(ana, (site, "article-1"))), "excel")
    assert any(name.startswith("written_at (") for name in header)
    assert not [cell for row in found for cell in row if cell[:1] in set("=+-@\t\r")]


def test_deleting_an_export_leaves_what_others_hold(sandbox, ana, site):
    first = ended(asked(ana, (site, "article-1")))
    again, _ = repeat(first, ana)
    Export.objects.filter(pk=again.pk).update(requested_at=first.requested_at)
    ended(again)
    file = StoredFile.objects.get()
    delete(first, ana)
    assert rows(again) == sandbox.rows()
    [path] = archives(again)
    delete(again, ana)
    assert not path.exists()
    assert not StoredFile.objects.filter(pk=file.pk).exists()


def test_articles_without_events_are_named_beside_those_with(ana, site, vendor):
    export = ended(asked(ana, (site, "article-1"), (site, "nobody"), (site, "wrote")))
    assert export.state == ExportState.READY
    verdict = verdict_on(export.windows.all())
    assert "no comments under “nobody”, “wrote”" in str(verdict)
    assert "no comments under “nobody”: nobody has written" in story(export)
