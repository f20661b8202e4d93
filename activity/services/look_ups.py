"""Looking somebody up: counted, reasoned, and written into the audit trail."""

from collections.abc import Sequence
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.models import Right, User
from accounts.queries import people_who_may
from accounts.services import record
from activity.models import Capture, LookUp, Reason
from activity.services import captures
from credentials.models import Site
from providers.openweb.people_ids import PersonId

FRESH = timedelta(minutes=2)


class LookUpRefused(Exception):
    """Cannot be looked up now; the text says why and what to do."""


def look_up(
    person: PersonId, sites: Sequence[Site], reader: User, reason: Reason, case_number: str = ""
) -> LookUp:
    """Note the look-up and begin a capture at each site, which workers and pages then fill.

    What was begun less than two minutes ago at a site is shown again, not asked for again. Raises
    LookUpRefused without sites, without a key at one, and over the limit of an hour.
    """
    if not sites:
        raise LookUpRefused("Choose at least one site.")
    with transaction.atomic():
        # Locked, or two tabs at once would both see the last free place of this hour.
        User.objects.select_for_update().get(pk=reader.pk)
        _check_limit(reader)
        made = LookUp.objects.create(
            by=reader,
            reason=reason,
            case_number=case_number,
            asked_kind=person.kind,
            asked_id=person.value,
        )
        made.captures.set([_capture(person, site) for site in sites])
        record(
            reader,
            "looked up a person",
            target=person.value,
            reason=str(reason.label),
            case_number=case_number,
            sites=[site.name for site in sites],
        )
    return made


def _check_limit(reader: User) -> None:
    hour = timezone.now() - timedelta(hours=1)
    if LookUp.objects.filter(by=reader, at__gt=hour).count() >= settings.LOOK_UPS_AN_HOUR:
        who = ", ".join(str(one) for one in people_who_may(Right.MANAGE_KEYS)[:3]) or "an admin"
        raise LookUpRefused(
            f"You have looked up {settings.LOOK_UPS_AN_HOUR} people within an hour, which is the "
            f"limit. Wait a while, or ask {who} to have it raised (LOOK_UPS_AN_HOUR)."
        )


def _capture(person: PersonId, site: Site) -> Capture:
    recent = Capture.objects.filter(
        site=site,
        asked_kind=person.kind,
        asked_id=person.value,
        started_at__gt=timezone.now() - FRESH,
    ).exclude(state="failed")
    return recent.first() or captures.begin(person, site)
