import io
import zipfile

import pytest
from django.core.management import CommandError

from exports import bundle, storage
from exports.management.commands import export as command
from exports.models import StoredFile
from tests.exports.factories import make_ready_export, make_site

pytestmark = pytest.mark.django_db


def names(export) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(b"".join(bundle.stream(export)))) as packed:
        assert packed.testzip() is None
        return packed.namelist()


def test_sites_whose_names_differ_in_signs_only_get_names_of_their_own():
    packed = names(make_ready_export(None, make_site("The Daily!"), make_site("The Daily?")))
    assert len(set(packed)) == 2


def test_a_name_in_any_script_stays_readable():
    [name] = names(make_ready_export(None, make_site("הארץ")))
    assert name.startswith("openweb_הארץ_2026-03-01")


def test_names_that_would_be_paths_are_not():
    [name] = names(make_ready_export(None, make_site("../../etc/passwd")))
    assert name.startswith("openweb_etc-passwd_")


def test_a_torn_file_is_a_sentence_in_a_terminal_too_and_leaves_none_behind(tmp_path):
    export = make_ready_export(None, make_site("The Daily"))
    stored = storage.local_path(StoredFile.objects.get())
    stored.write_bytes(stored.read_bytes()[:-30])
    with pytest.raises(CommandError, match="not as it was stored"):
        command._write(export, tmp_path / "out.csv.zip")
    assert not list(tmp_path.iterdir())
