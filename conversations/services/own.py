"""What is one person's own: stars and visits."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from conversations.models import Conversation, Star, Visit
from credentials.models import Tenant

SAME_VISIT = timedelta(minutes=30)


def mark(conversation: Conversation, person: User) -> None:
    """Put it on this person's own list. Idempotent."""
    Star.objects.get_or_create(person=person, conversation=conversation)


def unmark(conversation: Conversation, person: User) -> None:
    """Take it off this person's own list. Idempotent."""
    Star.objects.filter(person=person, conversation=conversation).delete()


def visit(tenant: Tenant, person: User) -> Visit:
    """Note that this person looks at the tenant's list now.

    Coming back within half an hour goes on with the same visit: `previous_at` (UTC) stays.
    """
    now = timezone.now()
    with transaction.atomic():
        made, is_first = Visit.objects.select_for_update().get_or_create(
            person=person, tenant=tenant, defaults={"seen_at": now}
        )
        if not is_first:
            if now - made.seen_at > SAME_VISIT:
                made.previous_at = made.seen_at
            made.seen_at = now
            made.save()
    return made
