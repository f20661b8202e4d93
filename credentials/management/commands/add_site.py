from credentials.forms import SiteForm
from credentials.management.adding import AddCommand
from credentials.models import KeyKind
from providers.openweb.article_addresses import EXAMPLE


class Command(AddCommand):
    help = (
        "Adds an OpenWeb site, or changes the one of this name. The export token comes on standard "
        "input; for a site that has one, an empty one keeps it."
    )
    form = SiteForm
    first_key = KeyKind.EXPORT_TOKEN
    options = {
        "spot_id": {"metavar": "SPOT", "help": "sp_…, or an address of OpenWeb's admin dashboard"},
        "zone": {"help": "the site's time zone, for example Europe/Berlin"},
        "vendor_zone": {"help": "how OpenWeb reads times; UTC unless known"},
        "article_rule": {"metavar": "RULE", "help": f"an article's address, such as {EXAMPLE}"},
    }
