"""Sites at OpenWeb and tenants at onQ, their keys, and who may see them."""

from credentials.models.access import AccessToken, LoginTurn
from credentials.models.connection import Connection
from credentials.models.key import BAD_STATES, Key, KeyKind, KeyPlace, KeyState
from credentials.models.site import Site
from credentials.models.tenant import Tenant

__all__ = [
    "BAD_STATES",
    "AccessToken",
    "Connection",
    "Key",
    "KeyKind",
    "KeyPlace",
    "KeyState",
    "LoginTurn",
    "Site",
    "Tenant",
]
