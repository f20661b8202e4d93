"""What sites and tenants have in common: being saved, switched off and on, deleted."""

from collections.abc import Mapping, Sequence
from typing import ClassVar, Protocol, TypeVar

from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction

from accounts.models import User
from accounts.services import record
from credentials import guards
from credentials.guards import Parting
from credentials.models import AccessToken, Connection, KeyState

C = TypeVar("C", bound=Connection)


class ActionRefused(Exception):
    """Something speaks against it; the text says what, for the user."""


class Details(Protocol):
    """What an admin decides about a connection.

    `WORDS` names each plain column as pages call it. When one of `PROVEN_BY` changes, the keys'
    tests say nothing any more; with `PLACE`, the connection becomes another one.
    """

    WORDS: ClassVar[Mapping[str, str]]
    PROVEN_BY: ClassVar[frozenset[str]]
    PLACE: ClassVar[str]

    @property
    def people(self) -> Sequence[User]: ...

    @property
    def groups(self) -> Sequence[Group]: ...


READERS = "who may see it"


def save(details: Details, by: User | None, connection: C) -> C:
    """Add an unsaved connection, or change a known one; `by` None is the command line.

    Raises ActionRefused for a name that is taken, and when somebody objects to another place.
    """
    try:
        with transaction.atomic():
            return _save(details, by, connection)
    except IntegrityError:
        raise ActionRefused(f"There is already a {connection.noun} with this name.") from None


def _save(details: Details, by: User | None, connection: C) -> C:
    known = connection.pk is not None
    if known:
        connection = _locked(connection)
    before = _facts(details, connection) if known else {}
    if known and before[details.PLACE] != getattr(details, details.PLACE):
        _refuse_while_used(connection, Parting.MOVED)
    for name in details.WORDS:
        setattr(connection, name, getattr(details, name))
    connection.save()
    connection.allowed_people.set(details.people)
    connection.allowed_groups.set(details.groups)
    changed = {
        name for name, fact in _facts(details, connection).items() if before.get(name) != fact
    }
    if not known:
        _audit(by, f"added the {connection.noun}", connection)
    elif changed:
        _tell(details, by, connection, changed)
    return connection


def _tell(details: Details, by: User | None, connection: Connection, changed: set[str]) -> None:
    if changed & details.PROVEN_BY:
        _doubt_keys(connection)
    words = sorted({details.WORDS.get(name, READERS) for name in changed})
    _audit(by, f"changed the {connection.noun}", connection, changed=", ".join(words))


def _facts(details: Details, connection: Connection) -> dict[str, object]:
    chosen = {
        "people": sorted(connection.allowed_people.values_list("username", flat=True)),
        "groups": sorted(connection.allowed_groups.values_list("name", flat=True)),
    }
    return {name: getattr(connection, name) for name in details.WORDS} | chosen


def _doubt_keys(connection: Connection) -> None:
    AccessToken.objects.filter(key__in=connection.keys.all()).delete()
    keys = connection.keys.exclude(state=KeyState.UNREADABLE)
    keys.update(state=KeyState.UNPROVEN, problem="", checks=[], checked_at=None)


def deactivate(connection: Connection, by: User | None) -> None:
    """Ask for nothing new there; what runs goes on, and everything stored stays."""
    _switch(connection, by, active=False)


def activate(connection: Connection, by: User | None) -> None:
    """Offer it again."""
    _switch(connection, by, active=True)


def _switch(connection: Connection, by: User | None, *, active: bool) -> None:
    with transaction.atomic():
        same = type(connection)._default_manager.filter(pk=connection.pk, is_active=not active)
        if same.update(is_active=active):
            verb = "switched on" if active else "switched off"
            _audit(by, f"{verb} the {connection.noun}", connection)
    connection.is_active = active


def delete(connection: Connection, by: User | None) -> None:
    """Delete a connection and its key for ever; exports keep their copies of its facts.

    Raises ActionRefused with a sentence when somebody objects.
    """
    with transaction.atomic():
        # Locked: an export that is being created for it waits, then finds it gone.
        connection = _locked(connection)
        _refuse_while_used(connection, Parting.DELETED)
        was = connection.vendor_id
        record(by, f"deleted the {connection.noun}", target=connection.name, was=was)
        connection.delete()


def _locked(connection: C) -> C:
    return type(connection)._default_manager.select_for_update().get(pk=connection.pk)


def _refuse_while_used(connection: Connection, parting: Parting) -> None:
    if sentence := guards.objection(connection, parting):
        raise ActionRefused(sentence)


def _audit(by: User | None, action: str, connection: Connection, **details: object) -> None:
    record(by, action, target=connection.name, target_url=connection.get_absolute_url(), **details)
