"""One person's activity at one site, as OpenWeb told it from one moment on."""

from django.db import models
from django.urls import reverse

from credentials.models import Site
from jobs.models import DueRow
from providers.openweb.user_activity_records import Answered, Status


class CaptureState(models.TextChoices):
    PARTIAL = "partial", "More exist"
    LOADING = "loading", "Loading the rest"
    COMPLETE = "complete", "Everything is loaded"
    FAILED = "failed", "Could not be loaded"


class Capture(DueRow):
    """What a look-up loaded. Page, totals, chart and file all read these rows.

    `asked_kind` says what `asked_id` is: OpenWeb's own id, or the publisher's primary key.
    `next_offset`, `idle` and `calls` are where reading goes on.
    """

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="captures")
    asked_kind = models.CharField(max_length=20)
    asked_id = models.CharField(max_length=300)
    state = models.CharField(max_length=10, choices=CaptureState, default=CaptureState.LOADING)
    started_at = models.DateTimeField(auto_now_add=True, db_index=True)
    last_answer_at = models.DateTimeField(null=True, blank=True)
    next_offset = models.BigIntegerField(default=0)
    calls = models.PositiveIntegerField(default=0)
    idle = models.PositiveIntegerField(default=0)
    unreadable = models.PositiveIntegerField(default=0)
    answered = models.CharField(max_length=10, blank=True, choices=[(a, a) for a in Answered])
    cut_short = models.BooleanField(
        default=False, help_text="the vendor says that there is more, and sends nothing new"
    )
    wants_all = models.BooleanField(default=False, help_text="not only the first page")
    trouble = models.TextField(blank=True, help_text="why it waits or failed; no secrets")
    trouble_code = models.CharField(max_length=40, blank=True)

    user_id = models.CharField(max_length=100, blank=True)
    primary_key = models.CharField(max_length=300, blank=True)
    display_name = models.CharField(max_length=300, blank=True)
    user_name = models.CharField(max_length=300, blank=True)
    registered = models.BooleanField(null=True, blank=True)

    class Meta:
        ordering = ["-started_at", "-pk"]
        indexes = [models.Index(fields=["lane", "due_at"], name="capture_due")]

    def __str__(self) -> str:
        return self.display_name or self.user_name or self.asked_id

    def get_absolute_url(self) -> str:
        return reverse("activity:person", args=[self.pk])

    @property
    def is_waited_for(self) -> bool:
        """Nothing was heard of it yet, and somebody is asking."""
        return self.state == CaptureState.LOADING and not self.calls

    @property
    def is_complete(self) -> bool:
        return self.state == CaptureState.COMPLETE


class Conversation(models.Model):
    """An article in which the person wrote."""

    capture = models.ForeignKey(Capture, on_delete=models.CASCADE, related_name="conversations")
    conversation_id = models.CharField(max_length=400)
    title = models.CharField(max_length=500, blank=True)
    url = models.CharField(max_length=2000, blank=True, help_text="http or https only")
    last_at = models.DateTimeField(
        null=True, blank=True, help_text="of this person's messages in it that are loaded"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["capture", "conversation_id"], name="one_conversation_a_capture"
            )
        ]

    def __str__(self) -> str:
        return self.title or self.conversation_id


class Message(models.Model):
    """One comment or reply, in the vendor's order; `raw` is its JSON as received."""

    capture = models.ForeignKey(Capture, on_delete=models.CASCADE, related_name="messages")
    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, related_name="messages"
    )
    position = models.PositiveIntegerField()
    message_id = models.CharField(max_length=400)
    parent_id = models.CharField(max_length=400, blank=True)
    root_id = models.CharField(max_length=400, blank=True)
    is_reply = models.BooleanField(default=False)
    written_at = models.DateTimeField(null=True, blank=True)
    status = models.CharField(max_length=20, choices=[(one, one) for one in Status])
    status_word = models.CharField(max_length=60, blank=True, help_text="as the vendor said it")
    text = models.TextField(blank=True)
    answers_to = models.TextField(blank=True, help_text="the text it replies to, where known")
    edited = models.BooleanField(default=False)
    deleted = models.BooleanField(default=False)
    featured = models.BooleanField(default=False)
    votes_up = models.BigIntegerField(default=0)
    votes_down = models.BigIntegerField(default=0)
    replies = models.BigIntegerField(default=0)
    raw = models.TextField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["capture", "message_id"], name="one_message_a_capture")
        ]
        indexes = [
            models.Index(fields=["capture", "-written_at"], name="message_by_date"),
            models.Index(fields=["capture", "position"], name="message_by_position"),
        ]

    def __str__(self) -> str:
        return self.message_id
