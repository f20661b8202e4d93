from credentials.forms import TenantForm
from credentials.management.adding import AddCommand
from providers.onq.paging import PageMeaning


class Command(AddCommand):
    help = (
        "Adds an onQ tenant, or changes the one of this name. The API secret comes on standard "
        "input; for a tenant that has one, an empty one keeps it."
    )
    form = TenantForm
    options = {
        "key_id": {"metavar": "KEY", "help": "what onQ calls the API key: ONQ-…"},
        "issuer": {"metavar": "URL", "help": "the address of your site"},
        "subject": {"metavar": "USERNAME", "help": "somebody who administers the tenant"},
        "audience": {"metavar": "URL", "help": "the tenant URL, such as https://yoursite.onq.io"},
        "zone": {"help": "the tenant's time zone, for example Europe/Berlin"},
        "conversation_url": {
            "metavar": "URL",
            "help": "a conversation's address at onQ, with {id} in place of its id",
        },
        "page_meaning": {
            "choices": ["", *(one.value for one in PageMeaning)],
            "help": "what onQ's page counts; found out when empty",
        },
    }
