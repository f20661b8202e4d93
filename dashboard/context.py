"""What the frame of every page shows: the rooms, who works, and what stops work."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from zlib import crc32

from django.http import HttpRequest
from django.urls import reverse

from accounts.models import Right, User
from dashboard import banners
from dashboard.themes import Theme, chosen_theme
from jobs.queries import Silence, silent_lanes


@dataclass(frozen=True)
class Room:
    name: str
    icon: str
    url: str
    here: bool
    keys: str


# name, icon, address, the right that opens it, the keys that lead there
ROOMS = (
    ("Overview", "home", "dashboard:overview", None, "g o"),
    ("Exports", "archive-box-arrow-down", "exports:list", None, "g e"),
    ("People", "user-group", "activity:find", Right.LOOK_UP_PEOPLE, "g p"),
    ("Conversations", "chat-bubble-left-right", "conversations:tenants", None, "g c"),
    ("Connections", "link", "credentials:connections", Right.MANAGE_KEYS, ""),
    ("Audit", "clipboard-document-list", "accounts:audit", Right.SEE_AUDIT, ""),
)


class Frame:
    """Asked by templates, so that a page without the frame costs no query."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def _user(self) -> User | None:
        """Nobody on pages drawn for strangers, or before anybody could be recognised."""
        user = getattr(self._request, "user", None)
        return user if isinstance(user, User) else None

    @property
    def theme(self) -> Theme:
        return chosen_theme(self._request)

    @property
    def themes(self) -> list[Theme]:
        return list(Theme)

    @property
    def rooms(self) -> list[Room]:
        user, match = self._user, self._request.resolver_match
        here = match.namespace if match else ""
        return [
            Room(name, icon, reverse(address), address.startswith(f"{here}:"), keys)
            for name, icon, address, right, keys in ROOMS
            if user and (right is None or user.may(right))
        ]

    @cached_property
    def silent(self) -> list[Silence]:
        return silent_lanes() if self._user else []

    @property
    def workers(self) -> banners.Workers:
        return banners.workers(self.silent)

    @property
    def silence(self) -> banners.StandStill | None:
        return banners.stand_still(self.silent)

    @cached_property
    def key_troubles(self) -> list[banners.KeyTrouble]:
        return banners.key_troubles(self._user) if self._user else []

    @property
    def is_signed_in(self) -> bool:
        return self._user is not None

    @property
    def trouble(self) -> str:
        """Changes when the banners would look different."""
        told = [trouble.sentence for trouble in self.key_troubles]
        return f"{crc32(repr((self.silence, told)).encode()):x}"

    @property
    def manages_keys(self) -> bool:
        return bool(self._user and self._user.may(Right.MANAGE_KEYS))

    @cached_property
    def whom_to_ask(self) -> str:
        return banners.whom_to_ask()


def frame(request: HttpRequest) -> dict[str, Any]:
    return {"frame": Frame(request)}
