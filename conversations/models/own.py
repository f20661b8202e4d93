"""What is one person's own: the conversations they starred, and when they were here."""

from django.conf import settings
from django.db import models

from conversations.models.conversation import Conversation
from credentials.models import Tenant


class Star(models.Model):
    """A conversation on somebody's own list."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="stars"
    )
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="stars")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "conversation"], name="one_star_a_person_and_conversation"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} stars {self.conversation}"


class Visit(models.Model):
    """When somebody looked at a tenant's list last, and when they did the time before.

    A visit goes on as long as they come back within half an hour, so that what is new since the
    last one stays marked while they read.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="visits"
    )
    tenant = models.ForeignKey(Tenant, on_delete=models.CASCADE, related_name="visits")
    seen_at = models.DateTimeField()
    previous_at = models.DateTimeField(null=True, help_text="empty: this is the first visit")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "tenant"], name="one_visit_a_person_and_tenant"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} at {self.tenant}"
