"""Who works with the product, and at which site, before somebody opens its pages."""

from bench.product import Product
from providers.sandbox.server import Running
from tests.browser.steps import ADMIN, MODERATOR, PASSWORD

FIRST_PERSON = {"ADMIN_USERNAME": ADMIN, "ADMIN_PASSWORD": PASSWORD}
RULE = "https://daily.example/*/{id}.html"


def furnish(product: Product, vendor: Running) -> None:
    product.manage_to_end("add_person", MODERATOR, "--role", "Moderator", stdin=PASSWORD)
    spot = ("--spot-id", vendor.spot_id, "--article-rule", RULE)
    product.manage_to_end("add_site", "Daily", *spot, stdin=vendor.token)
