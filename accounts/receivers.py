"""What accounts does when Django says that something happened."""

from typing import Any

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
    user_login_failed.connect(_sign_in_failed)


def _signed_in(user: User, **_: Any) -> None:
    services.record(user, "signed in")


def _signed_out(user: User | None, **_: Any) -> None:
    if user:
        services.record(user, "signed out")


def _sign_in_failed(
    credentials: dict[str, Any], request: HttpRequest | None = None, **_: Any
) -> None:
    services.record(None, "failed to sign in", target=str(credentials.get("username", ""))[:150])
