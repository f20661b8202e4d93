"""The only code that changes connections and keys; each change leaves a line in the audit trail."""

from credentials.services.access import Access, open_access, renew_access
from credentials.services.connections import ActionRefused, activate, deactivate, delete
from credentials.services.sites import SiteDetails, save_site
from credentials.services.tenants import TenantDetails, save_tenant
from credentials.services.testing import replace_key, test_key
from credentials.services.use import (
    KeyProblem,
    KeyUnavailable,
    key_refused,
    key_unreadable,
    key_worked,
    open_key,
    open_tenant,
)
from credentials.services.vault import (
    reencrypt,
    remove_key,
    review_keys,
    store_key,
    unreadable_keys,
)

__all__ = [
    "Access",
    "ActionRefused",
    "KeyProblem",
    "KeyUnavailable",
    "SiteDetails",
    "TenantDetails",
    "activate",
    "deactivate",
    "delete",
    "key_refused",
    "key_unreadable",
    "key_worked",
    "open_access",
    "open_key",
    "open_tenant",
    "reencrypt",
    "remove_key",
    "renew_access",
    "replace_key",
    "review_keys",
    "save_site",
    "save_tenant",
    "store_key",
    "test_key",
    "unreadable_keys",
]
