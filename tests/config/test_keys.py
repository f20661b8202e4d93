import pytest
from environs import EnvError

from config.keys import KeyMissing, ensure_keys, given, make_data_dir, read_key


def test_keys_are_made_once_and_only_their_owner_may_read_them(tmp_path, monkeypatch):
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.delenv("SECRET_KEY")
    ensure_keys()
    first = read_key("SECRET_KEY")
    ensure_keys()
    assert read_key("SECRET_KEY") == first
    assert (tmp_path / "keys/secret_key").stat().st_mode & 0o777 == 0o600


def test_only_the_owner_may_look_into_a_new_data_folder(tmp_path, monkeypatch):
    data = tmp_path / "new" / "data"
    monkeypatch.setenv("DATA_DIR", str(data))
    monkeypatch.delenv("SECRET_KEY")
    ensure_keys()
    assert data.stat().st_mode & 0o777 == 0o700


def test_a_secrets_file_that_is_still_empty_is_no_missing_setting(tmp_path, monkeypatch):
    empty = tmp_path / "database_url"
    empty.touch()
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("DATABASE_URL_FILE", str(empty))
    with pytest.raises(KeyMissing, match=r"DATABASE_URL_FILE points to .*, which is empty\."):
        given("DATABASE_URL")


def test_a_data_folder_that_cannot_be_used_is_named_with_who_must_own_it(tmp_path, monkeypatch):
    (tmp_path / "run").touch()
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    with pytest.raises(EnvError, match=r"cannot be used: File exists\. It must belong to user id"):
        make_data_dir()
