from config.keys import ensure_keys, read_key


def test_keys_are_made_once_and_only_their_owner_may_read_them(tmp_path, monkeypatch):
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.delenv("SECRET_KEY")
    ensure_keys()
    first = read_key("SECRET_KEY")
    ensure_keys()
    assert read_key("SECRET_KEY") == first
    assert (tmp_path / "keys/secret_key").stat().st_mode & 0o777 == 0o600
