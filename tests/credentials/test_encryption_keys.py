from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from credentials.checks import credential_keys_are_valid
from credentials.models import Key, KeyState
from credentials.services import open_key, review_keys, store_key
from tests.credentials.conftest import OTHER_ENCRYPTION_KEY
from tests.environment import TOKEN


@pytest.fixture(autouse=True)
def _stored(connection, admin):
    store_key(connection, TOKEN, admin)


def test_keys_are_encrypted_anew_with_the_first_encryption_key(connection, settings):
    settings.CREDENTIAL_KEYS = [OTHER_ENCRYPTION_KEY, *settings.CREDENTIAL_KEYS]
    call_command("rotate_credential_keys", stdout=StringIO())
    settings.CREDENTIAL_KEYS = [OTHER_ENCRYPTION_KEY]
    assert open_key(connection) == TOKEN


def test_rotating_without_the_old_key_names_the_connections_and_harms_nothing(
    connection, settings, lose_the_encryption_key
):
    old = settings.CREDENTIAL_KEYS
    lose_the_encryption_key()
    with pytest.raises(CommandError, match=connection.name):
        call_command("rotate_credential_keys", stdout=StringIO())
    settings.CREDENTIAL_KEYS = old
    assert open_key(connection) == TOKEN


def test_a_start_with_another_encryption_key_marks_every_key(lose_the_encryption_key):
    lose_the_encryption_key()
    call_command("migrate", verbosity=0)
    key = Key.objects.get()
    assert key.state == KeyState.UNREADABLE
    assert "Enter it again" in key.problem


def test_the_old_encryption_key_brought_back_sets_going_what_waited(
    connection, settings, lose_the_encryption_key, released
):
    old = settings.CREDENTIAL_KEYS
    lose_the_encryption_key()
    review_keys()
    assert released == []
    settings.CREDENTIAL_KEYS = old
    review_keys()
    assert released == [connection]
    assert Key.objects.get().state == KeyState.UNPROVEN


@pytest.mark.parametrize("keys", [[], ["nonsense"], [OTHER_ENCRYPTION_KEY, "short"]])
def test_wrong_encryption_keys_are_told_at_the_start_but_never_shown(settings, keys):
    settings.CREDENTIAL_KEYS = keys
    (error,) = credential_keys_are_valid()
    assert "CREDENTIAL_KEYS" in error.msg
    assert not any(key in error.msg for key in keys)


def test_good_encryption_keys_are_not_complained_about():
    assert credential_keys_are_valid() == []
