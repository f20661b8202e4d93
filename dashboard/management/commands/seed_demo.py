import secrets

from django.core.management.base import BaseCommand

from accounts.models import User
from accounts.services import make_person
from config.keys import read_or_make
from config.launch.logins import MODERATOR, MODERATOR_PASSWORD
from config.launch.sample import SITE
from credentials.models import KeyKind, Site, Tenant
from credentials.services import SiteDetails, TenantDetails, save_site, save_tenant, store_key

ARTICLE_RULE = "https://demo.example/**/{id}.html"
SITES = {
    SITE: ("sp_Dem0Spot", "v1"),
    "Demo Daily": ("sp_Dem0V2", "v2"),
    "Demo World": ("sp_Dem0V4", "v4"),
}
TENANT = "Demo Learning"


class Command(BaseCommand):
    """Safe to repeat: what somebody changed since is left as it is."""

    help = "Make the demo's moderator, its sites and its tenant, whose keys open the sandbox."

    def handle(self, *_: object, **__: object) -> None:
        if not User.objects.filter(username=MODERATOR).exists():
            password = read_or_make(MODERATOR_PASSWORD, lambda: secrets.token_urlsafe(12))
            make_person(MODERATOR, password, "Moderator")
        for name, (spot_id, generation) in SITES.items():
            if not Site.objects.filter(name=name).exists():
                _make_site(name, spot_id, generation)
        if not Tenant.objects.filter(name=TENANT).exists():
            _make_tenant()


def _make_site(name: str, spot_id: str, generation: str) -> None:
    from providers.sandbox.spots import DEMO_SPOTS

    details = SiteDetails(
        name,
        spot_id,
        zone="UTC",
        vendor_zone="UTC",
        generation=generation,
        article_rule=ARTICLE_RULE,
    )
    site = save_site(details, by=None)
    token, v4_key = DEMO_SPOTS[spot_id]
    secrets_by_kind = {KeyKind.EXPORT_TOKEN: token, KeyKind.EXPORT_V4_KEY: v4_key}
    for kind in site.key_kinds:
        store_key(site, secrets_by_kind[kind], by=None, kind=kind)


def _make_tenant() -> None:
    from providers.sandbox.onq.tenants import DEMO_TENANT as DEMO

    details = TenantDetails(TENANT, DEMO.key_id, DEMO.issuer, DEMO.subject, DEMO.audience)
    tenant = save_tenant(details, by=None)
    store_key(tenant, DEMO.secret, by=None)
