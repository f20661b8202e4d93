"""Several hosts share the storage; in containers their processes have the same ids."""

import os

from django.core.files.storage import default_storage

from exports import storage


def test_two_hosts_publish_the_same_content_at_once(tmp_path, monkeypatch):
    source = tmp_path / "spool"
    source.write_bytes(b"rows")
    flush = os.fsync

    def meanwhile_on_another_host(descriptor: int) -> None:
        monkeypatch.setattr(os, "fsync", flush)
        storage.put(source, "openweb/sp_1/ab/abcd")
        flush(descriptor)

    monkeypatch.setattr(default_storage, "path", lambda key: str(tmp_path / "files" / key))
    monkeypatch.setattr(os, "fsync", meanwhile_on_another_host)
    storage.put(source, "openweb/sp_1/ab/abcd")
    [stored] = [path for path in (tmp_path / "files").rglob("*") if path.is_file()]
    assert (stored.name, stored.read_bytes()) == ("abcd", b"rows")
