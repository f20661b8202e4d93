"""What stops work, in words for the people it stops, and whom they may ask."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from accounts.models import Right, User
from credentials.models import BAD_STATES, Key, KeyState, Site
from credentials.queries import sites_visible_to
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
    """Sites whose exports wait because of the same fault of their keys."""

    state: KeyState
    sites: list[Site]

    @property
    def sentence(self) -> str:
        names = listed([site.name for site in self.sites])
        keys = "key" if len(self.sites) == 1 else "keys"
        if self.state == KeyState.REFUSED:
            return f"OpenWeb refuses the {keys} of {names}."
        return f"The {keys} of {names} cannot be read: the encryption key has changed."


STAND_STILLS = {
    frozenset(Lane): ("Nobody is working", "Exports wait."),
    frozenset({Lane.FAST}): ("Nobody is asking OpenWeb", "New exports wait."),
    frozenset({Lane.BULK}): ("Nobody is downloading", "Files wait at OpenWeb."),
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
    """Sites this person may see whose key stops their exports, by what is wrong with it."""
    sites = sites_visible_to(user).filter(is_active=True)
    bad = Key.objects.filter(site__in=sites, state__in=BAD_STATES).defer("secret")
    by_state: dict[KeyState, list[Site]] = {}
    for key in bad.select_related("site").order_by("site__name"):
        by_state.setdefault(KeyState(key.state), []).append(key.site)
    return [KeyTrouble(state, sites) for state, sites in by_state.items()]


def whom_to_ask() -> str:
    """ "Ask Ana or Tom": active people who manage keys."""
    admins = User.objects.with_perm(f"accounts.{Right.MANAGE_KEYS}").order_by("username")
    names = [admin.display_name for admin in admins[:NAMES_SHOWN]]
    return f"Ask {listed(names, 'or')}" if names else "Ask whoever runs Threadkeep"
