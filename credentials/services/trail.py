"""What the audit trail says about keys: which one, never what it is."""

from accounts.models import User
from accounts.services import record
from credentials.models import Key, KeyKind


def record_key(by: User | None, action: str, key: Key) -> None:
    """Note what somebody did with this key; `by` None is nobody in particular."""
    where = key.connection
    url = where.get_absolute_url()
    record(by, action, target=where.name, target_url=url, key=KeyKind(key.kind).label)
