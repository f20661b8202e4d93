from credentials.forms import SiteForm
from credentials.management.adding import AddCommand
from providers.openweb.article_addresses import EXAMPLE
from providers.openweb.generations import GENERATIONS


class Command(AddCommand):
    help = (
        "Adds an OpenWeb site, or changes the one of this name. Its keys come on standard input. "
        "With v1 and v2 that is one line: the export token. With v4 it is two: the Export v4 API "
        "key, and the export token, which may be empty; without it neither articles nor people "
        "can be asked for. An empty line keeps the key that is stored."
    )
    form = SiteForm
    options = {
        "spot_id": {"metavar": "SPOT", "help": "sp_…, or an address of OpenWeb's admin dashboard"},
        "zone": {"help": "the site's time zone, for example Europe/Berlin"},
        "vendor_zone": {"help": "how OpenWeb reads times; UTC unless known"},
        "generation": {
            "choices": [*GENERATIONS],
            "help": "of OpenWeb's export API; v1 unless given",
        },
        "longest_hours": {"metavar": "N", "help": "the longest part; as documented when empty"},
        "exports_at_once": {"metavar": "N", "help": "at this spot; as documented when empty"},
        "rows_per_file": {"metavar": "N", "help": "where OpenWeb lets one ask for a number"},
        "article_rule": {"metavar": "RULE", "help": f"an article's address, such as {EXAMPLE}"},
    }
