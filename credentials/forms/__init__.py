"""The forms behind the pages of sites and tenants; the command line uses the same."""

from credentials.forms.connection import ConnectionForm
from credentials.forms.key import FirstKeysForm, KeysForm
from credentials.forms.rule import RuleTrial
from credentials.forms.site import NewSiteForm, SiteForm
from credentials.forms.tenant import NewTenantForm, TenantForm

__all__ = [
    "ConnectionForm",
    "FirstKeysForm",
    "KeysForm",
    "NewSiteForm",
    "NewTenantForm",
    "RuleTrial",
    "SiteForm",
    "TenantForm",
]
