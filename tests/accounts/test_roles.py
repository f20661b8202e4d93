import pytest

from accounts.models import Right
from accounts.queries import people_who_may
from accounts.roles import ROLES
from accounts.services import give_role, make_person

PASSWORD = "correct horse battery"


@pytest.mark.parametrize("role", ROLES)
def test_a_role_allows_what_it_lists_and_nothing_else(db, role):
    person = make_person("ana", PASSWORD, role)
    assert {right for right in Right if person.may(right)} == ROLES[role]


def test_another_role_replaces_the_first(db):
    person = make_person("ana", PASSWORD, "Admin")
    give_role(person, "Viewer")
    person = type(person).objects.get()
    assert not any(person.may(right) for right in Right)


def test_a_person_who_left_may_nothing(db):
    person = make_person("ana", PASSWORD, "Admin")
    assert list(people_who_may(Right.MANAGE_KEYS)) == [person]
    person.is_active = False
    person.save()
    assert not people_who_may(Right.MANAGE_KEYS).exists()
    assert not type(person).objects.get().may(Right.MANAGE_KEYS)


def test_making_a_person_again_keeps_their_sessions(db):
    person = make_person("ana", PASSWORD, "Viewer")
    again = make_person("ana", PASSWORD, "Moderator")
    assert again.password == person.password
