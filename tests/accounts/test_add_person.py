import io

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User

GOOD = "correct horse battery"


@pytest.fixture
def add_person(db, monkeypatch):
    def run(*args: str, password: str = "") -> str:
        monkeypatch.setattr("sys.stdin", io.StringIO(password))
        out = io.StringIO()
        call_command("add_person", *args, stdout=out)
        return out.getvalue()

    return run


def test_a_person_is_added_with_the_password_typed(add_person):
    said = add_person("ana", "--role", "Moderator", password=f"{GOOD}\n")
    assert GOOD not in said
    person = User.objects.get()
    assert person.check_password(GOOD)
    assert [group.name for group in person.groups.all()] == ["Moderator"]


def test_without_one_a_password_is_made_and_shown_once(add_person):
    said = add_person("ana", "--role", "Viewer")
    assert User.objects.get().check_password(said.split()[-1])


def test_a_known_person_gets_the_role_and_keeps_the_password(add_person):
    add_person("ana", "--role", "Viewer", password=GOOD)
    add_person("ana", "--role", "Admin")
    person = User.objects.get()
    assert person.check_password(GOOD)
    assert [group.name for group in person.groups.all()] == ["Admin"]


@pytest.mark.parametrize(
    ("args", "password"),
    [
        (["ana", "--role", "King"], GOOD),
        (["ana", "--role", "Viewer"], "12345678"),
        (["not a name", "--role", "Viewer"], GOOD),
    ],
)
def test_what_is_wrong_is_refused(add_person, args, password):
    with pytest.raises(CommandError):
        add_person(*args, password=password)
    assert not User.objects.exists()
