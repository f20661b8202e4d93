"""An article by export v4, from the question to the files."""

import pytest

from exports.models import ExportState, Grade, WindowState
from exports.names import file_name, slug
from exports.services import cancel, repeat, why_not_updatable
from exports.services.actions import Refused
from tests.exports.articles.asking import story
from tests.exports.by_conversation.asking import asked, rows_of
from tests.exports.moving import move_until_ended, move_until_state
from tests.exports.rows import make_site

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ended(vendor, ana, site, known):
    """The known article's export, all of it done."""
    export = asked(ana, (site, known.post_id))
    move_until_ended(export)
    return export


def test_it_brings_the_conversations_comments_and_nothing_else(ended, known):
    assert ended.state == ExportState.READY
    assert [row["id"] for row in rows_of(ended, "comments")] == known.comments
    window = ended.windows.get()
    assert (window.received_rows, window.outside_rows) == (len(known.comments), 0)
    assert (window.grade, window.announced_rows) == (Grade.WHOLE, None)


def test_users_and_ranks_come_as_files_of_their_own(ended):
    writers = {row["user_id"] for row in rows_of(ended, "comments")}
    assert {row["user_id"] for row in rows_of(ended, "users")} == writers
    assert rows_of(ended, "ranks")


def test_openweb_is_asked_for_the_escaped_id_without_any_days(ended, vendor, known):
    request = vendor.requests("v4-export")[0]["asked"]
    assert request["conversation_id"] == known.conversation_id
    assert not request.keys() & {"from", "until"}


def test_the_page_shows_what_was_sent_and_openwebs_id_of_it(ended, known, as_person, ana):
    text = as_person(ana).get(ended.get_absolute_url()).content.decode()
    assert f"conversation_id={known.conversation_id}" in text
    assert "max_records_in_file=100000" in text
    assert ended.windows.get().vendor_id in text
    assert f"Comments, users and ranks of article {known.post_id} · The Daily" in text


def test_its_files_are_named_after_the_article_and_apart_from_its_feed(ended, known):
    assert file_name(ended).startswith(f"openweb_the-daily_{slug(known.post_id)}_v4_")


def test_it_can_be_asked_for_again_but_not_brought_up_to_date(ended, ana):
    assert "cannot be brought up to date" in why_not_updatable(ended)
    another, is_new = repeat(ended, ana)
    assert is_new
    move_until_ended(another)
    assert len(rows_of(another, "comments")) == len(rows_of(ended, "comments"))


def test_it_is_not_asked_for_again_by_an_api_that_has_no_such_files(ended, ana, site):
    site.generation = "v2"
    site.save()
    with pytest.raises(Refused, match="which has no such files"):
        repeat(ended, ana)


def test_an_article_that_openweb_does_not_know_is_empty_and_no_failure(vendor, ana, site):
    export = asked(ana, (site, "nobody-wrote-here"))
    move_until_ended(export)
    assert export.state == ExportState.READY
    assert "OpenWeb names no files." in story(export)
    assert "documents do not name" not in story(export)
    assert "no comments under “nobody-wrote-here”" in story(export)


def test_comments_of_other_articles_are_told(vendor, ana, site, known):
    export = asked(ana, (site, known.post_id))
    move_until_state(export, ExportState.RUNNING, lambda w: w.state == WindowState.PROCESSING)
    export.windows.update(post_id="another")
    move_until_ended(export)
    assert export.windows.get().outside_rows == len(known.comments)
    assert "other articles than OpenWeb was asked for" in story(export)


def test_a_spot_is_asked_for_one_conversation_at_a_time(vendor, ana, site, known):
    vendor.configure(processing_seconds=0.2)
    export = asked(ana, (site, known.post_id), (site, "another"))
    move_until_ended(export)
    assert export.state == ExportState.READY
    assert len(vendor.requests("v4-export")) == 2  # no request met a 409


def test_each_site_is_a_part_of_its_own(vendor, ana, site, known):
    weekly = make_site("The Weekly", "sp_Weekly01", token="other", generation="v4")
    vendor.sandbox.spots.keep("sp_Weekly01", "other", v4_key="v4/key+for=exports")
    export = asked(ana, (site, known.post_id), (weekly, known.post_id))
    move_until_ended(export)
    spots = {entry["spot_id"] for entry in vendor.requests("v4-export")}
    assert spots == {"sp_Dem0Spot", "sp_Weekly01"}


def test_cancelling_has_openweb_stop_building_it(vendor, ana, site, known):
    vendor.configure(processing_seconds=60)
    export = asked(ana, (site, known.post_id))
    move_until_state(export, ExportState.RUNNING, lambda w: w.state == WindowState.PROCESSING)
    cancel(export, ana)
    move_until_ended(export)
    assert export.state == ExportState.CANCELLED
    assert vendor.requests("v4-abort")
