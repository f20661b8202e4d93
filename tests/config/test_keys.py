from config.keys import ensure_keys, read_key


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
