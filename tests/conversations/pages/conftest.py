from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from credentials.models import Tenant
from tests.conversations.rows import make_synchronisation, make_tenant
from tests.exports.factories import make_admin, make_user


@pytest.fixture
def viewer(db) -> User:
    """Sees what everybody sees, may do nothing."""
    return make_user("viewer")


@pytest.fixture
def admin(db) -> User:
    return make_admin("admin")


@pytest.fixture
def tenant(ana, viewer) -> Tenant:
    """Read to its end, for chosen readers, in a zone that is not UTC."""
    tenant = make_tenant("Courses", zone="Europe/Berlin", is_limited=True)
    tenant.allowed_people.set([ana, viewer])
    make_synchronisation(tenant)
    return tenant


@pytest.fixture
def browses(as_person, ana) -> Client:
    return as_person(ana)


@pytest.fixture
def page(browses, tenant) -> Callable[..., str]:
    """The list's page, as ana sees it."""

    def get(**query) -> str:
        return browses.get(f"/conversations/{tenant.pk}/", query).content.decode()

    return get


@pytest.fixture
def part(browses, tenant, fragment) -> Callable[..., str]:
    """What htmx gets at an address below the list's."""

    def get(address: str = "", **query) -> str:
        where = f"/conversations/{tenant.pk}/{address}"
        return browses.get(where, query, headers=fragment).content.decode()

    return get
