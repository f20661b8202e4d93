"""What stops work, in words for the people it stops, and whom they may ask."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import Q

from accounts.models import Right, User
from credentials.models import BAD_STATES, Connection, Key, KeyState
from credentials.queries import sites_visible_to, tenants_visible_to
from dashboard.formats import listed
from jobs.models import Lane
from jobs.queries import Silence

NAMES_SHOWN = 3


class Workers(NamedTuple):
    tone: str
    words: str


@dataclass(frozen=True)
class StandStill:
    """Nobody works for some lanes; `since` (UTC) is None when nobody ever did."""

    what: str
    since: datetime | None
    effect: str


@dataclass(frozen=True)
class KeyTrouble:
    """Connections to one vendor whose work waits because of the same fault of their keys."""

    state: KeyState
    vendor: str
    connections: list[Connection]

    @property
    def sentence(self) -> str:
        names = listed([one.name for one in self.connections])
        keys = "key" if len(self.connections) == 1 else "keys"
        if self.state == KeyState.REFUSED:
            return f"{self.vendor} refuses the {keys} of {names}."
        return f"The {keys} of {names} cannot be read: the encryption key has changed."


STAND_STILLS = {
    frozenset(Lane): ("Nobody is working", "Exports wait."),
    frozenset({Lane.FAST}): ("Nobody is asking vendors", "New exports wait."),
    frozenset({Lane.BULK}): ("Nobody is downloading", "Files and lists wait."),
}


def workers(silent: list[Silence]) -> Workers:
    if not silent:
        return Workers("ok", "Workers are running")
    what, _effect = STAND_STILLS[frozenset(silence.lane for silence in silent)]
    return Workers("bad", what)


def stand_still(silent: list[Silence]) -> StandStill | None:
    if not silent:
        return None
    what, effect = STAND_STILLS[frozenset(silence.lane for silence in silent)]
    moments = [silence.since for silence in silent if silence.since]
    return StandStill(what, max(moments, default=None), effect)


def key_troubles(user: User) -> list[KeyTrouble]:
    """Connections this person may see whose key stops work, by what is wrong with it."""
    sites = sites_visible_to(user).filter(is_active=True)
    tenants = tenants_visible_to(user).filter(is_active=True)
    seen = Key.objects.filter(Q(site__in=sites) | Q(tenant__in=tenants))
    bad = seen.filter(state__in=BAD_STATES).defer("secret").select_related("site", "tenant")
    found: dict[tuple[KeyState, str], list[Connection]] = {}
    for key in bad.order_by("site__name", "tenant__name"):
        where = key.connection
        alike = found.setdefault((KeyState(key.state), where.vendor), [])
        if key.kind in where.key_kinds and where not in alike:
            alike.append(where)
    return [KeyTrouble(state, vendor, where) for (state, vendor), where in found.items() if where]


def whom_to_ask() -> str:
    """ "Ask Ana or Tom": active people who manage keys."""
    admins = User.objects.with_perm(f"accounts.{Right.MANAGE_KEYS}").order_by("username")
    names = [admin.display_name for admin in admins[:NAMES_SHOWN]]
    return f"Ask {listed(names, 'or')}" if names else "Ask whoever runs Threadkeep"
