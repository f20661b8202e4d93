"""The only code that changes what is kept of people's activity."""

from activity.services.captures import expire, load_all
from activity.services.look_ups import LookUpRefused, look_up

__all__ = [
    "LookUpRefused",
    "expire",
    "load_all",
    "look_up",
]
