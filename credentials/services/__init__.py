"""The only code that changes sites and keys; each change leaves a line in the audit trail."""

from credentials.services.sites import (
    ActionRefused,
    SiteDetails,
    activate,
    deactivate,
    delete_site,
    save_site,
)
from credentials.services.testing import replace_key, test_key
from credentials.services.use import (
    KeyProblem,
    KeyUnavailable,
    key_refused,
    key_unreadable,
    key_worked,
    open_key,
)
from credentials.services.vault import reencrypt, review_keys, store_key

__all__ = [
    "ActionRefused",
    "KeyProblem",
    "KeyUnavailable",
    "SiteDetails",
    "activate",
    "deactivate",
    "delete_site",
    "key_refused",
    "key_unreadable",
    "key_worked",
    "open_key",
    "reencrypt",
    "replace_key",
    "review_keys",
    "save_site",
    "store_key",
    "test_key",
]
