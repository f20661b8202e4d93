from django.apps import AppConfig
from django.core.checks import Tags, register
from django.db.models.signals import post_migrate


class CredentialsConfig(AppConfig):
    name = "credentials"

    def ready(self) -> None:
        from credentials import checks, receivers

        register(checks.credential_keys_are_valid, Tags.security)
        post_migrate.connect(receivers.review_keys, sender=self)
