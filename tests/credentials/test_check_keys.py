from io import StringIO

import pytest
from cryptography.fernet import Fernet
from django.core.management import CommandError, call_command

from credentials.models import Key
from credentials.services import store_key

pytestmark = pytest.mark.django_db


def check() -> str:
    out = StringIO()
    call_command("check_keys", stdout=out)
    return out.getvalue()


def test_keys_that_can_be_decrypted_are_counted(site):
    store_key(site, "a token", by=None)
    assert check() == "Stored keys: 1. All of them can be decrypted.\n"


def test_keys_of_an_older_encryption_key_count_as_long_as_it_is_listed(site, settings):
    store_key(site, "a token", by=None)
    settings.CREDENTIAL_KEYS = [Fernet.generate_key().decode(), *settings.CREDENTIAL_KEYS]
    assert check() == "Stored keys: 1. All of them can be decrypted.\n"


def test_connections_whose_keys_cannot_be_decrypted_are_named_and_nothing_is_changed(
    site, settings
):
    store_key(site, "a token", by=None)
    before = Key.objects.values().get() | {"secret": None}
    settings.CREDENTIAL_KEYS = [Fernet.generate_key().decode()]
    with pytest.raises(CommandError, match=f"1 of 1 .*: Export token of {site.name}\\."):
        check()
    assert Key.objects.values().get() | {"secret": None} == before
