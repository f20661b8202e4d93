import pytest

from accounts.models import AppendOnly, AuditEvent
from accounts.services import (
    REFUSALS_LISTED_AN_HOUR,
    SIGN_IN_REFUSED,
    make_person,
    record,
    record_refused_sign_in,
)


@pytest.fixture
def ana(db):
    return make_person("ana", "correct horse battery", "Moderator")


def test_a_line_says_who_did_what(ana):
    event = record(ana, "downloaded", target="March", target_url="/exports/1/", rows=5)
    assert str(event) == "ana downloaded March"
    assert event.details == {"rows": 5}


def test_without_a_person_threadkeep_itself_acts(db):
    assert record(None, "removed old files").actor_name == "Threadkeep"


def test_lines_are_neither_changed_nor_removed(ana):
    event = record(ana, "downloaded")
    for change in (
        event.save,
        event.delete,
        AuditEvent.objects.all().delete,
        lambda: AuditEvent.objects.update(action="looked"),
    ):
        with pytest.raises(AppendOnly):
            change()


def test_what_a_person_did_stays_when_the_person_goes(ana):
    record(ana, "downloaded")
    ana.delete()
    event = AuditEvent.objects.get(action="downloaded")
    assert (event.actor, event.actor_name) == (None, "ana")


def test_a_refused_sign_in_names_only_people_who_exist(ana):
    record_refused_sign_in("ANA", "10.0.0.1")
    record_refused_sign_in("my password by mistake", "10.0.0.1")
    targets = AuditEvent.objects.filter(action=SIGN_IN_REFUSED).values_list("target", flat=True)
    assert list(targets) == ["an unknown name", "ana"]


def test_a_flood_of_refused_sign_ins_does_not_fill_the_trail_and_is_told(db):
    for _ in range(REFUSALS_LISTED_AN_HOUR + 10):
        record_refused_sign_in("nobody", "10.0.0.1")
    assert AuditEvent.objects.count() == REFUSALS_LISTED_AN_HOUR + 1
    assert "stopped listing" in AuditEvent.objects.all()[0].action
