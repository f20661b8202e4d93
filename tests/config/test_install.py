import sys
import venv

import pytest

from requirements import install


@pytest.fixture
def environment(tmp_path):
    """A real environment with one package, which passes for pip."""
    folder = tmp_path / ".venv"
    venv.create(folder, symlinks=True)
    [packages] = folder.glob("lib/*/site-packages")
    for name, text in {
        "pip/__init__.py": "",
        "pip-1.dist-info/RECORD": "pip/__init__.py,,\n",
    }.items():
        (packages / name).parent.mkdir()
        (packages / name).write_text(text)
    return folder


def test_a_fresh_environment_is_whole(environment):
    assert install.is_whole(environment)


def test_an_interrupted_installation_is_noticed(environment):
    (environment / "unfinished").touch()
    assert not install.is_whole(environment)


def test_a_missing_file_of_a_package_is_noticed(environment):
    [record] = environment.glob("lib/*/site-packages/*.dist-info/RECORD")
    record.write_text("pip/__init__.py,,\npip/lost.py,,\n")
    assert not install.is_whole(environment)


def test_an_environment_without_its_python_is_noticed(environment):
    (environment / "bin" / "python").unlink()
    assert not install.is_whole(environment)


def test_an_environment_of_another_python_is_noticed(environment, monkeypatch):
    monkeypatch.setattr(sys, "executable", "/opt/another/bin/python3")
    assert not install.is_whole(environment)


def test_another_lock_asks_for_another_installation(tmp_path):
    lock = tmp_path / "requirements.txt"
    lock.write_text("Django==5.2.1")
    before = install.fingerprint(lock)
    lock.write_text("Django==5.2.2")
    assert install.fingerprint(lock) != before


def test_each_environment_of_the_project_is_known_by_its_folder(tmp_path):
    lock = tmp_path / "peers.txt"
    lock.write_text("dlt==1.31.0")
    elsewhere = install.PROJECT_DIR / ".venv-peers"
    assert install.fingerprint(lock, elsewhere) != install.fingerprint(lock)


def test_an_old_python_is_told_what_to_do(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    with pytest.raises(SystemExit, match=r"needs Python 3\.11 or newer.*make demo PYTHON=python3"):
        install.main(tmp_path / "requirements.txt")
