import json
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection

from credentials.fields import Secret, SecretUnreadable
from credentials.models import Key
from credentials.services import store_key
from tests.environment import TOKEN


@pytest.fixture
def key(site, admin) -> Key:
    store_key(site, TOKEN, admin)
    return Key.objects.get()


def test_the_database_holds_ciphertext_only(key):
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM credentials_key")
        assert TOKEN not in str(cursor.fetchall())


def test_a_key_shows_itself_nowhere(key):
    assert TOKEN not in f"{key} {key!r} {key.secret} {key.secret!r} {vars(key)}"


def test_what_was_stored_can_be_read_back(key):
    assert key.secret.reveal() == TOKEN


def test_another_encryption_key_reads_nothing_and_breaks_nothing(key, lose_the_encryption_key):
    lose_the_encryption_key()
    with pytest.raises(SecretUnreadable) as raised:
        Key.objects.get().secret.reveal()
    assert raised.value.__cause__ is None
    assert str(Key.objects.get()) == "Export token of The Daily"


def test_encryption_keys_that_are_none_read_nothing_either(key, settings):
    settings.CREDENTIAL_KEYS = ["nonsense"]
    with pytest.raises(SecretUnreadable):
        Key.objects.get().secret.reveal()


def test_a_dump_holds_ciphertext_and_can_be_loaded(key, tmp_path, lose_the_encryption_key):
    dump = tmp_path / "dump.json"
    call_command("dumpdata", "credentials.key", output=str(dump))
    assert TOKEN not in json.loads(dump.read_text())[0]["fields"]["secret"]
    call_command("loaddata", str(dump), stdout=StringIO())
    assert Key.objects.get().secret.reveal() == TOKEN
    lose_the_encryption_key()
    call_command("dumpdata", "credentials.key", output=str(dump))


def test_plain_text_is_never_taken_for_a_secret(key):
    with pytest.raises(TypeError):
        Key.objects.update(secret=TOKEN)
    with pytest.raises(ValidationError):
        Key._meta.get_field("secret").to_python(TOKEN)


def test_a_damaged_secret_is_unreadable():
    with pytest.raises(SecretUnreadable):
        Secret("gAAAA, but not for long ü").reveal()
