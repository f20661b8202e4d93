"""F17: who may fetch the file."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.exports import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def viewer():
    """Sees everything, may do nothing."""
    return factories.make_user("viewer")


@pytest.fixture
def secret(ana, viewer):
    """A ready export at a site that few may see."""
    return factories.make_ready_export(ana, factories.make_site(only_for=[ana, viewer]))


def addresses(export) -> list[str]:
    """Each from which bytes come."""
    part = export.windows.get().parts.get()
    whole = [reverse(f"exports:{name}", args=[export.pk]) for name in ("download", "merged")]
    return [*whole, reverse("exports:file", args=[export.pk, part.pk])]


def answers(client: Client, export) -> set[int]:
    found = [client.get(address) for address in addresses(export)]
    for answer in found:
        answer.getvalue()  # or its file would stay open
    return {answer.status_code for answer in found}


def test_buttons_that_are_hidden_have_addresses_that_refuse(secret, viewer, ana, as_person):
    assert as_person(viewer).get(secret.get_absolute_url()).status_code == 200
    assert answers(as_person(viewer), secret) == {403}
    assert answers(as_person(ana), secret) == {200}


def test_an_address_alone_opens_nothing(secret):
    assert answers(Client(), secret) == {302}


def test_a_guessed_number_opens_no_file_under_an_export_of_ones_own(secret, as_person):
    stranger = factories.make_moderator("stranger")
    own = factories.make_ready_export(stranger, factories.make_site(only_for=[stranger]))
    guessed = secret.windows.get().parts.get()
    address = reverse("exports:file", args=[own.pk, guessed.pk])
    assert as_person(stranger).get(address).status_code == 404
