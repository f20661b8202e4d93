"""The only code that writes the audit trail and makes people."""

import secrets
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone

from accounts.models import SYSTEM, AuditEvent, Right, User
from accounts.queries import people_who_may
from config.keys import KeyMissing, read_key, read_or_make
from providers.redaction import remember

SIGN_IN_REFUSED = "refused a sign-in"
SIGN_INS_UNLISTED = "stopped listing refused sign-ins"
REFUSALS_LISTED_AN_HOUR = 60


def record(
    actor: User | None, action: str, target: str = "", target_url: str = "", **details: Any
) -> AuditEvent:
    """Append one line to the audit trail.

    `action` is a verb in the past ("downloaded"), `target` what it was done to, in words that stay
    true when the row is gone. `details` must be JSON and must never hold a secret. `actor` None
    means Threadkeep itself: a worker, or the operator at the command line.
    """
    return AuditEvent.objects.create(
        actor=actor,
        actor_name=actor.get_username() if actor else SYSTEM,
        action=action,
        target=target[:250],
        target_url=target_url,
        details=details,
    )


def record_refused_sign_in(name: str, address: str) -> None:
    """Note a wrong name or password, given from this network address.

    A name is kept only when a person has it: people type passwords into the wrong box. A flood
    fills the trail with 60 lines an hour at most, and one more that says so.
    """
    past_hour = timezone.now() - timedelta(hours=1)
    recent = AuditEvent.objects.filter(at__gt=past_hour)
    if recent.filter(action=SIGN_IN_REFUSED).count() < REFUSALS_LISTED_AN_HOUR:
        person = User.objects.filter(username__iexact=name).first()
        target = person.username if person else "an unknown name"
        record(None, SIGN_IN_REFUSED, target=target, address=address)
    elif not recent.filter(action=SIGN_INS_UNLISTED).exists():
        target = f"more than {REFUSALS_LISTED_AN_HOUR} in an hour"
        record(None, SIGN_INS_UNLISTED, target=target)


def make_person(username: str, password: str, role: str) -> User:
    """Make a person with one role, or bring the password and role of an existing one in line.

    The password must have been validated. An unchanged one is not written again, which would end
    the person's sessions.
    """
    with transaction.atomic():
        user, is_new = User.objects.get_or_create(username=username)
        if not user.check_password(password):
            user.set_password(password)
            user.save(update_fields=["password"])
            if not is_new:
                record(None, "replaced the password", target=username)
        give_role(user, role)
        if is_new:
            record(None, "added the person", target=username, role=role)
    return user


def give_role(user: User, role: str) -> None:
    """Give a person this role in place of those they have."""
    group = Group.objects.get(name=role)
    if set(user.groups.all()) != {group}:
        user.groups.set([group])
        record(None, "gave a role", target=user.username, role=role)


ADMIN_PASSWORD = "ADMIN_PASSWORD"  # noqa: S105  # the variable's name


def ensure_first_admin() -> User | None:
    """Make ADMIN_USERNAME an admin when nobody can manage keys yet; answers the person if made.

    The password is ADMIN_PASSWORD, or one that is made once and kept in DATA_DIR/keys. A person who
    has that name already is left alone: it may be somebody whom an admin demoted on purpose.
    """
    taken = User.objects.filter(username__iexact=settings.ADMIN_USERNAME).exists()
    if taken or people_who_may(Right.MANAGE_KEYS).exists():
        return None
    password = read_or_make(ADMIN_PASSWORD, lambda: secrets.token_urlsafe(12))
    remember(password)
    return make_person(settings.ADMIN_USERNAME, password, "Admin")


def first_admin_password() -> str | None:
    """What ADMIN_USERNAME signs in with, as long as the person has not changed it; else None."""
    person = User.objects.filter(username=settings.ADMIN_USERNAME, is_active=True).first()
    try:
        password = read_key(ADMIN_PASSWORD)
    except KeyMissing:
        return None
    return password if person and person.check_password(password) else None
