"""Sites at OpenWeb: what they are called, which spot they are, who may see them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from django.contrib.auth.models import Group

from accounts.models import User
from credentials.models import Site
from credentials.services import connections


@dataclass(frozen=True)
class SiteDetails:
    """What an admin decides about a site. Zones are IANA names; `spot_id` is already parsed.

    `article_rule` is empty or one that `compile_rule` in `providers/openweb` accepts, `generation`
    one of its GENERATIONS; a limit that is None is as documented there.
    """

    name: str
    spot_id: str
    zone: str
    vendor_zone: str
    is_limited: bool = False
    article_rule: str = ""
    generation: str = "v1"
    longest_hours: int | None = None
    exports_at_once: int | None = None
    rows_per_file: int | None = None
    people: Sequence[User] = ()
    groups: Sequence[Group] = ()

    WORDS: ClassVar[Mapping[str, str]] = {
        "name": "name",
        "spot_id": "spot ID",
        "zone": "time zone",
        "vendor_zone": "OpenWeb's time zone",
        "article_rule": "article addresses",
        "generation": "export API",
        "longest_hours": "longest part",
        "exports_at_once": "exports at a time",
        "rows_per_file": "rows per file",
        "is_limited": connections.READERS,
    }
    PROVEN_BY: ClassVar[frozenset[str]] = frozenset({"spot_id", "generation"})
    PLACE: ClassVar[str] = "spot_id"


def save_site(details: SiteDetails, by: User | None, site: Site | None = None) -> Site:
    """Add a site, or change this one; `by` None is the operator at the command line.

    Another spot or export API makes the keys unproven. Raises ActionRefused for a name that is
    taken, and for another spot while something runs: its answers would belong to the wrong
    publisher.
    """
    return connections.save(details, by, site or Site())
