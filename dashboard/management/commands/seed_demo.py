import secrets

from django.core.management.base import BaseCommand

from accounts.models import User
from accounts.services import make_person
from config.keys import read_or_make
from config.launch.logins import MODERATOR, MODERATOR_PASSWORD
from config.launch.sample import SITE
from credentials.models import Site
from credentials.services import SiteDetails, save_site, store_key

ARTICLE_RULE = "https://demo.example/**/{id}.html"


class Command(BaseCommand):
    """Safe to repeat: what somebody changed since is left as it is."""

    help = "Make the demo's moderator and its site, whose key opens the sandbox."

    def handle(self, *_: object, **__: object) -> None:
        if not User.objects.filter(username=MODERATOR).exists():
            password = read_or_make(MODERATOR_PASSWORD, lambda: secrets.token_urlsafe(12))
            make_person(MODERATOR, password, "Moderator")
        if not Site.objects.filter(name=SITE).exists():
            self._make_site()

    def _make_site(self) -> None:
        from providers.sandbox.spots import DEMO_SPOT, DEMO_TOKEN

        details = SiteDetails(
            SITE, DEMO_SPOT, zone="UTC", vendor_zone="UTC", article_rule=ARTICLE_RULE
        )
        site = save_site(details, by=None)
        store_key(site, DEMO_TOKEN, by=None)
