"""What accounts does when Django says that something happened."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.signals import password_changed
from django.contrib.auth.models import Group, Permission
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.http import HttpRequest

from accounts import services
from accounts.models import User
from accounts.roles import ROLES


def make_roles(**_: Any) -> None:
    """Bring the groups in line with the code after every migration."""
    for name, rights in ROLES.items():
        group, _new = Group.objects.get_or_create(name=name)
        group.permissions.set(
            Permission.objects.filter(content_type__app_label="accounts", codename__in=rights)
        )


def connect() -> None:
    user_logged_in.connect(_signed_in)
    user_logged_out.connect(_signed_out)
    user_login_failed.connect(_sign_in_refused)
    password_changed.connect(_password_changed)


def _signed_in(user: User, request: HttpRequest, **_: Any) -> None:
    services.record(user, "signed in", address=_address(request))


def _signed_out(user: User | None, **_: Any) -> None:
    if user:
        services.record(user, "signed out")


def _password_changed(user: User, request: HttpRequest, **_: Any) -> None:
    services.record(user, "changed their password", address=_address(request))


def _sign_in_refused(
    credentials: dict[str, Any], request: HttpRequest | None = None, **_: Any
) -> None:
    name = credentials.get("username") or credentials.get("email") or ""
    services.record_refused_sign_in(str(name), _address(request))


def _address(request: HttpRequest | None) -> str:
    """Where a request came from, as far as TRUSTED_PROXIES lets us know."""
    known = request is not None and "REMOTE_ADDR" in request.META
    return str(get_adapter().get_client_ip(request)) if known else ""
