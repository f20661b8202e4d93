"""Short-lived tokens that keys were exchanged for, and the turns at the vendor's log-in."""

from django.db import models

from credentials.fields import SecretField
from credentials.models.key import Key


class AccessToken(models.Model):
    """The token in use. Whoever finds it refused renews `serial` to the next one, once."""

    key = models.OneToOneField(Key, on_delete=models.CASCADE, related_name="access")
    secret = SecretField(help_text="of an empty text while there is no token yet")
    serial = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(null=True)
    renewing_until = models.DateTimeField(
        null=True, help_text="another worker is renewing it, or died over it"
    )

    def __str__(self) -> str:
        return f"token {self.serial} of {self.key}"


class LoginTurn(models.Model):
    """When a host may next be asked for a token: OpenWeb allows one a second and address."""

    host = models.CharField(max_length=200, unique=True)
    next_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"log-in at {self.host}"
