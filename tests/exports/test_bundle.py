import io
import zipfile

import pytest

from exports import bundle
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
