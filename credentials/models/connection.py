"""What every connection to a vendor has: a name, readers, a key."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.db.models.functions import Lower

from credentials.models.key import Key, KeyKind, KeyPlace


class Connection(models.Model):
    """A publisher's property at a vendor: a site at OpenWeb, a tenant at onQ."""

    vendor: ClassVar[str]  # as it calls itself
    noun: ClassVar[str]  # as the vendor and our pages call such a property
    keys: Any  # the reverse of Key.site and Key.tenant
    windows: Any  # of exports; the reverse of Window.site and Window.tenant
    vendor_zone: Any  # how the vendor reads and writes times without a zone

    name = models.CharField(max_length=100)
    zone = models.CharField(max_length=60, default="UTC", help_text="what “yesterday” means")
    is_active = models.BooleanField(default=True)
    # A flag of its own: were an empty list to mean "everyone", deleting the last allowed group
    # would open the connection to all.
    is_limited = models.BooleanField(default=False, help_text="only the chosen may see it")
    allowed_people = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="limited_%(class)ss"
    )
    allowed_groups = models.ManyToManyField(Group, blank=True, related_name="limited_%(class)ss")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="one_%(class)s_a_name",
                violation_error_message="This name is taken already.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        raise NotImplementedError

    @property
    def vendor_id(self) -> str:
        """What the vendor knows it by; may stand in paths and in logs."""
        raise NotImplementedError

    @property
    def key_kinds(self) -> tuple[KeyKind, ...]:
        """The secrets it holds: the first is needed for whatever it is mainly for."""
        raise NotImplementedError

    @property
    def key_kind(self) -> KeyKind:
        return self.key_kinds[0]

    @property
    def key(self) -> Key | None:
        """The first of its keys, or None; costs no query when `keys` was prefetched."""
        return self.key_of(self.key_kind)

    def key_of(self, kind: KeyKind) -> Key | None:
        return next((key for key in self.keys.all() if key.kind == kind), None)

    def lack_of(self, kind: "KeyKind") -> str:
        """A sentence when it has no such key; empty when it has one."""
        if self.key_of(kind):
            return ""
        return f"{self.name} has no {kind.label} yet. An admin must store one first."

    @property
    def keyring(self) -> list[KeyPlace]:
        """Its keys, stored or not, the needed one first."""
        return [
            KeyPlace(kind, self.key_of(kind), is_needed=kind == self.key_kind)
            for kind in self.key_kinds
        ]

    @property
    def spare_keys(self) -> list[Key]:
        """Stored keys that nothing is asked with any more."""
        return [key for key in self.keys.all() if key.kind not in self.key_kinds]

    @property
    def is_hidden(self) -> bool:
        """Limited, and nobody is chosen: only people who manage connections see it."""
        chosen = self.allowed_people.all() or self.allowed_groups.all()
        return self.is_limited and not chosen
