import pytest
from django.conf import settings

from accounts.models import Right, User
from accounts.services import ensure_first_admin, first_admin_password, give_role, make_person

KEPT = settings.DATA_DIR / "keys" / "admin_password"


@pytest.fixture(autouse=True)
def _fresh(db, monkeypatch):
    monkeypatch.delenv("ADMIN_PASSWORD", raising=False)
    KEPT.unlink(missing_ok=True)


def test_a_new_installation_gets_an_admin_whose_password_only_the_owner_may_read():
    admin = ensure_first_admin()
    assert admin
    assert admin.may(Right.MANAGE_KEYS)
    assert KEPT.stat().st_mode & 0o777 == 0o600
    assert admin.check_password(KEPT.read_text().strip())


def test_every_start_can_tell_the_same_password():
    ensure_first_admin()
    first = first_admin_password()
    assert first
    assert ensure_first_admin() is None
    assert first_admin_password() == first


def test_a_given_password_is_used_and_not_written_down(monkeypatch):
    monkeypatch.setenv("ADMIN_PASSWORD", "correct horse battery")
    admin = ensure_first_admin()
    assert admin
    assert admin.check_password("correct horse battery")
    assert not KEPT.exists()


def test_a_changed_password_stays_and_is_not_told():
    admin = ensure_first_admin()
    assert admin
    admin.set_password("another good one")
    admin.save()
    assert ensure_first_admin() is None
    assert User.objects.get().check_password("another good one")
    assert first_admin_password() is None


def test_an_admin_who_was_demoted_is_not_promoted_again():
    admin = ensure_first_admin()
    assert admin
    give_role(admin, "Viewer")
    assert ensure_first_admin() is None
    assert not User.objects.get().may(Right.MANAGE_KEYS)


def test_where_somebody_is_admin_already_nobody_else_is_made():
    make_person("ana", "correct horse battery", "Admin")
    assert ensure_first_admin() is None
    assert first_admin_password() is None
