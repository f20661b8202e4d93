from credentials.models import KeyState
from exports.models import ExportState
from tests.dashboard.rows import make_export, make_site

FRAGMENT = {"HX-Request": "true"}


def test_an_admin_of_a_fresh_install_is_led_to_the_first_site(client, ana):
    client.force_login(ana)
    page = client.get("/").text
    assert "Add your first site" in page
    assert 'href="/sites/new/"' in page


def test_a_moderator_of_a_fresh_install_reads_who_is_next(at_overview):
    page = at_overview.get("/").text
    assert "An admin must add a site first." in page
    assert "/sites/new/" not in page


def test_a_site_shows_its_key_and_how_far_it_is_fetched(at_overview, tom):
    make_export(tom, make_site("The Daily"), ExportState.READY)
    make_site("Sport", KeyState.UNPROVEN)
    page = at_overview.get("/").text
    for words in ("Works", "Not proven yet", "2 Mar 2026, 01:00", "Berlin time", "Nothing fetched"):
        assert words in page


def test_two_clicks_start_yesterday_or_a_week_and_articles_are_as_near(at_overview):
    site = make_site("The Daily")
    page = at_overview.get("/").text
    for preset in ("yesterday", "last-7-days"):
        assert f"/exports/new/?site={site.pk}&amp;preset={preset}" in page
    assert f"/exports/new/articles/?site={site.pk}" in page


def test_exports_stand_where_they_belong(at_overview, tom, ana):
    site = make_site("The Daily")
    mine = make_export(tom, site, ExportState.FAILED)
    team = make_export(ana, site, ExportState.WAITING_FOR_ADMIN)
    running = make_export(ana, site, ExportState.RUNNING)
    ready = make_export(ana, site, ExportState.READY)
    work = at_overview.get("/").context["work"]
    assert (work.mine, work.team) == ([mine], [team])
    assert (work.running, work.recent) == ([running], [ready])


def test_exports_of_a_site_that_one_may_not_see_stay_hidden(at_overview, ana):
    site = make_site("Secret project")
    site.is_limited = True
    site.save()
    make_export(ana, site, ExportState.FAILED, title="Comments of the secret project")
    page = at_overview.get("/").text
    assert "ecret project" not in page


def test_more_rows_cost_no_more_queries(at_overview, tom, django_assert_max_num_queries):
    for number in range(2):
        fill(tom, number)
    with django_assert_max_num_queries(15) as few:
        at_overview.get("/")
    for number in range(2, 8):
        fill(tom, number)
    with django_assert_max_num_queries(len(few)):
        at_overview.get("/")


def fill(person, number: int) -> None:
    site = make_site(f"Site {number}")
    for state in ExportState:
        make_export(person, site, state, title=f"{state} {number}")


def test_it_asks_again_only_while_something_runs(at_overview, tom):
    export = make_export(tom, make_site("The Daily"), ExportState.RUNNING)
    assert "every 3s" in at_overview.get("/").text
    export.state = ExportState.READY
    export.save()
    fragment = at_overview.get("/", headers=FRAGMENT).text
    assert "every 3s" not in fragment
    assert "<html" not in fragment


def test_what_did_not_change_is_not_sent_again(at_overview, tom):
    export = make_export(tom, make_site("The Daily"), ExportState.QUEUED)
    seen = at_overview.get("/").context["work"].version
    assert at_overview.get("/", {"seen": seen}, headers=FRAGMENT).status_code == 204
    export.state = ExportState.RUNNING
    export.save()
    assert at_overview.get("/", {"seen": seen}, headers=FRAGMENT).status_code == 200


def test_neither_page_nor_fragment_is_kept_by_caches(at_overview):
    answer = at_overview.get("/")
    assert "no-store" in answer["Cache-Control"]
    assert "HX-Request" in answer["Vary"]


def test_a_hostile_label_is_only_text(at_overview, tom):
    export = make_export(tom, make_site("The Daily"), ExportState.READY)
    export.label = "<script>alert(1)</script>"
    export.save()
    for address in ("/", export.get_absolute_url()):
        page = at_overview.get(address).text
        assert "<script>alert" not in page
        assert "&lt;script&gt;" in page


def test_what_needs_attention_says_why(at_overview, tom):
    failed = make_export(tom, make_site("The Daily"), ExportState.FAILED)
    failed.windows.update(message="The file from OpenWeb is damaged.")
    assert "The file from OpenWeb is damaged." in at_overview.get("/").text
