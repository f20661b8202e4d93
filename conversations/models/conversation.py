"""One conversation of a tenant, as onQ listed it last, and what changed since it was first seen."""

from django.db import models
from django.urls import reverse

from credentials.models import Tenant

LONGEST_ID = 200


class Conversation(models.Model):
    """The documented fields under their documented names, but `onq_id` for `id`. Dates are UTC.

    Empty stands for what onQ did not send, or sent in a form that nobody can read. `raw` is the
    JSON as received where it says more than the columns, else empty; in a text column because
    PostgreSQL's own refuses NUL characters.
    """

    # Left to `services.forget`: Django would read all rows into memory before it deletes them.
    tenant = models.ForeignKey(
        Tenant, on_delete=models.DO_NOTHING, db_index=False, related_name="conversations"
    )
    onq_id = models.CharField(max_length=LONGEST_ID)
    type = models.CharField(max_length=60, blank=True)
    sub_type = models.CharField(max_length=60, blank=True)
    org_id = models.CharField(max_length=200, blank=True)
    name = models.CharField(max_length=500, blank=True)
    content_name = models.CharField(max_length=500, blank=True)
    status = models.CharField(max_length=60, blank=True)
    register_status = models.CharField(max_length=60, blank=True)
    start_on = models.DateTimeField(null=True)
    end_on = models.DateTimeField(null=True)
    close_on = models.DateTimeField(null=True)
    start_register_on = models.DateTimeField(null=True)
    last_updated_on = models.DateTimeField(null=True)
    created_on = models.DateTimeField(null=True)
    visible = models.BooleanField(null=True)
    active = models.BooleanField(null=True)
    private_mode = models.BooleanField(null=True)
    external_code = models.CharField(max_length=200, blank=True)
    max_count = models.BigIntegerField(null=True)
    max_user_count = models.BigIntegerField(null=True)
    max_facilitator_count = models.BigIntegerField(null=True)
    registered_user_count = models.BigIntegerField(null=True)
    registered_facilitator_count = models.BigIntegerField(null=True)
    open_questions_count = models.BigIntegerField(null=True)
    to_facilitator_count = models.BigIntegerField(null=True)

    raw = models.TextField(blank=True)
    fingerprint = models.CharField(max_length=32, help_text="of the JSON as received")
    words = models.TextField(help_text="what the search looks through, without upper case")
    is_full = models.BooleanField(default=False, help_text="nobody else can join as a user")
    first_seen_at = models.DateTimeField()
    changed_at = models.DateTimeField(help_text="when a change was seen last; first seen at least")
    questions_since = models.DateTimeField(
        null=True, help_text="since when open questions are seen without a break"
    )
    messages_since = models.DateTimeField(
        null=True, help_text="since when messages to facilitators are seen without a break"
    )
    last_pass = models.BigIntegerField(
        help_text="the id of a Pass that saw it: of the last run that did, not always its last one"
    )
    gone_at = models.DateTimeField(
        null=True, help_text="when the second complete pass in a row ended without it"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "onq_id"], name="one_conversation_a_tenant_and_id"
            )
        ]
        # For the order that the list has by itself. Each further index would cost a first
        # synchronisation a tenth of its time; to sort without one takes a tenth of a second.
        indexes = [
            models.Index(fields=["tenant", "last_updated_on", "id"], name="conversation_by_update")
        ]

    def __str__(self) -> str:
        return self.name or self.content_name or self.onq_id

    def get_absolute_url(self) -> str:
        return reverse("conversations:detail", args=[self.tenant_id, self.pk])

    @property
    def address(self) -> str:
        """Where it is read at onQ."""
        return self.tenant.address_of(self.onq_id)


class Change(models.Model):
    """A documented field that had one value and has another; `before` and `after` as texts."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="changes")
    field = models.CharField(max_length=40)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    seen_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.field} of {self.conversation_id}"
