import sys
import venv

import pytest

from requirements import install


@pytest.fixture(scope="module")
def environment(tmp_path_factory):
    folder = tmp_path_factory.mktemp("project") / ".venv"
    venv.create(folder, with_pip=True)
    return folder


def test_a_fresh_environment_is_whole(environment):
    assert install.is_whole(environment)


def test_an_interrupted_installation_is_noticed(environment):
    (environment / "unfinished").touch()
    assert not install.is_whole(environment)
    (environment / "unfinished").unlink()


def test_a_missing_file_of_a_package_is_noticed(environment):
    [file] = environment.glob("lib/*/site-packages/pip/_vendor/idna/core.py")
    aside = file.rename(environment / "aside.py")
    assert not install.is_whole(environment)
    aside.rename(file)


def test_an_environment_without_its_python_is_noticed(environment):
    python = environment / "bin" / "python"
    target = python.readlink()
    python.unlink()
    assert not install.is_whole(environment)
    python.symlink_to(target)


def test_another_lock_asks_for_another_installation(tmp_path):
    lock = tmp_path / "requirements.txt"
    lock.write_text("Django==5.2.1")
    before = install.fingerprint(lock)
    lock.write_text("Django==5.2.2")
    assert install.fingerprint(lock) != before


def test_an_old_python_is_told_what_to_do(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    with pytest.raises(SystemExit, match=r"needs Python 3\.11 or newer.*make demo PYTHON=python3"):
        install.main(tmp_path / "requirements.txt")
