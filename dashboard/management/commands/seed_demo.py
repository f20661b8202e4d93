import secrets

from django.core.management.base import BaseCommand

from accounts.models import User
from accounts.services import make_person
from config.keys import read_or_make
from config.launch.logins import MODERATOR, MODERATOR_PASSWORD
from config.launch.sample import SITE
from credentials.models import Site, Tenant
from credentials.services import SiteDetails, TenantDetails, save_site, save_tenant, store_key

ARTICLE_RULE = "https://demo.example/**/{id}.html"
TENANT = "Demo Learning"


class Command(BaseCommand):
    """Safe to repeat: what somebody changed since is left as it is."""

    help = "Make the demo's moderator, its site and its tenant, whose keys open the sandbox."

    def handle(self, *_: object, **__: object) -> None:
        if not User.objects.filter(username=MODERATOR).exists():
            password = read_or_make(MODERATOR_PASSWORD, lambda: secrets.token_urlsafe(12))
            make_person(MODERATOR, password, "Moderator")
        if not Site.objects.filter(name=SITE).exists():
            self._make_site()
        if not Tenant.objects.filter(name=TENANT).exists():
            self._make_tenant()

    def _make_site(self) -> None:
        from providers.sandbox.spots import DEMO_SPOT, DEMO_TOKEN

        details = SiteDetails(
            SITE, DEMO_SPOT, zone="UTC", vendor_zone="UTC", article_rule=ARTICLE_RULE
        )
        site = save_site(details, by=None)
        store_key(site, DEMO_TOKEN, by=None)

    def _make_tenant(self) -> None:
        from providers.sandbox.onq.tenants import DEMO_TENANT as DEMO

        details = TenantDetails(TENANT, DEMO.key_id, DEMO.issuer, DEMO.subject, DEMO.audience)
        tenant = save_tenant(details, by=None)
        store_key(tenant, DEMO.secret, by=None)
