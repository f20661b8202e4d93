"""Looking people up as a reader would, and working as workers would."""

import json
import time
from urllib.request import urlopen

from accounts.models import User
from activity import services
from activity.models import Capture, CaptureState, Reason
from credentials.models import Site
from jobs import runner as worker
from jobs.models import Lane
from providers.openweb.people_ids import PersonKind, parse_person

PATIENCE = 20


def look_up(who: str, reader: User, *sites: Site, kind: PersonKind = PersonKind.USER_ID) -> Capture:
    """The capture that a look-up begins at its only or first site; nothing is read yet."""
    made = services.look_up(parse_person(who, kind), sites, reader, Reason.MODERATION)
    return made.captures.select_related("site").order_by("pk")[0]


def work(capture: Capture) -> Capture:
    """Everything that is due is done, pauses left out."""
    ends = time.monotonic() + PATIENCE
    while True:
        Capture.objects.filter(state=CaptureState.LOADING, lease_token=None).update(
            due_at=capture.started_at
        )
        worker.work(Lane.BULK)
        capture.refresh_from_db()
        if capture.state != CaptureState.LOADING:
            return capture
        assert time.monotonic() < ends, capture.trouble


def load(capture: Capture) -> Capture:
    services.load_all(capture)
    return work(capture)


def truth(vendor, user_id: str) -> list[dict]:
    """The person's messages as the vendor has them, the newest first."""
    address = f"{vendor.url}/_sandbox/truth?user_id={user_id}&spot_id={vendor.spot_id}"
    with urlopen(address) as answer:
        return [json.loads(line) for line in answer][1:]
