"""The only code that writes the audit trail and makes people."""

from typing import Any

from django.contrib.auth.models import Group

from accounts.models import AuditEvent, User


def record(
    actor: User | None, action: str, target: str = "", target_url: str = "", **details: Any
) -> AuditEvent:
    """Append one line to the audit trail.

    `action` is a verb in the past ("downloaded"), `target` what it was done to, in words that stay
    true when the row is gone. `details` must be JSON and must never hold a secret. `actor` None
    means the system, or somebody who is not signed in.
    """
    return AuditEvent.objects.create(
        actor=actor,
        actor_name=actor.get_username() if actor else "—",
        action=action,
        target=target[:250],
        target_url=target_url,
        details=details,
    )


def make_person(username: str, password: str, role: str) -> User:
    """Make a person with one role, or bring the password and role of an existing one in line."""
    user, _ = User.objects.get_or_create(username=username)
    user.set_password(password)
    user.save()
    user.groups.set([Group.objects.get(name=role)])
    return user
