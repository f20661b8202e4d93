"""What was fetched: the parts of an answer, and the bytes that are kept."""

from django.db import models

from exports.models.window import Window

ARCHIVE = "archive"
TABLES = "tables"


class StoredFile(models.Model):
    """A file as the vendor sent it, or made of its answers; kept once per content and spot."""

    spot_id = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    container = models.CharField(
        max_length=8,
        help_text="zip, gzip or csv as it came, told by content; tables for a zip of several; "
        "archive when made here",
    )
    storage_key = models.CharField(max_length=300, unique=True)
    stored_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["spot_id", "sha256"], name="one_file_a_content_and_spot"
            )
        ]

    def __str__(self) -> str:
        return self.storage_key


class PartState(models.TextChoices):
    PENDING = "pending", "Not yet fetched"
    FETCHED = "fetched", "Fetched, not yet published"
    STORED = "stored", "Stored"


class Part(models.Model):
    """One link of a window's answer and what became of it. The link itself is never stored."""

    window = models.ForeignKey(Window, on_delete=models.CASCADE, related_name="parts")
    position = models.PositiveIntegerField()
    fingerprint = models.CharField(
        max_length=64, help_text="of host and path: finds the part again among fresh links"
    )
    state = models.CharField(max_length=8, choices=PartState, default=PartState.PENDING)
    bytes_done = models.PositiveBigIntegerField(default=0)
    bytes_total = models.PositiveBigIntegerField(null=True, blank=True)
    etag = models.CharField(max_length=200, blank=True)
    tries = models.PositiveSmallIntegerField(default=0, help_text="how often it came damaged")
    host = models.CharField(max_length=200, blank=True)
    data_set = models.CharField(
        max_length=10, default="comments", help_text="what its rows are of; v4 has several"
    )
    rows = models.PositiveBigIntegerField(default=0)
    member_name = models.CharField(max_length=200, blank=True)
    stored_file = models.ForeignKey(
        StoredFile, null=True, on_delete=models.PROTECT, related_name="parts"
    )

    class Meta:
        ordering = ["window__position", "position"]
        constraints = [
            models.UniqueConstraint(fields=["window", "position"], name="one_part_a_position")
        ]

    def __str__(self) -> str:
        return f"{self.window}, file {self.position + 1}"

    @property
    def table(self) -> str | None:
        """Which member of the file holds the rows; None when it holds nothing else."""
        several = self.stored_file and self.stored_file.container in (ARCHIVE, TABLES)
        return self.member_name if several else None
