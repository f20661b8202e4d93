"""Asking for comments: an order becomes an export with its windows."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from accounts.services import record
from credentials.models import Connection, KeyKind, Site
from exports.kinds import Order, kind_of
from exports.models import OPEN_STATES, Export, Window
from exports.queries import kept_twins
from exports.services import spots, states
from exports.services.actions import Refused
from exports.services.reuse import copy_parts, take_over


def start(order: Order, person: User | None, **details: str) -> tuple[Export, bool]:
    """Create an export with its windows; workers find it by themselves.

    Returns (export, True), or (the one that runs, False) when the same person has the same request
    open already. `person` None is the command line; `details` go to the audit. Raises Refused,
    and whatever the order raises when it cannot be asked for.
    """
    check(order.connections)
    try:
        with transaction.atomic():
            export = _create(order, person, details)
    except IntegrityError:
        same = Export.objects.filter(requested_by=person, request_hash=_digest(order))
        running = same.filter(state__in=OPEN_STATES).first()
        if running is None:
            raise Refused("Something changed in this moment. Try once more.") from None
        return running, False
    return export, True


def check(connections: Sequence[Connection], kind: KeyKind | None = None) -> None:
    """Raises Refused when one of these cannot be asked now, or not with this kind of key."""
    if not connections:
        raise Refused("Choose at least one site.")
    for one in connections:
        if not one.is_active:
            raise Refused(f"{one.name} is switched off. An admin can switch it on again.")
        if kind:
            _insist_on_key(one, kind)


def _insist_on_keys(windows: Iterable[Window]) -> None:
    """Raises Refused unless each window's connection has the key that the window is asked with."""
    for connection, kind in dict.fromkeys((one.connection, one.key_kind) for one in windows):
        if connection is not None and kind is not None:
            _insist_on_key(connection, kind)


def _insist_on_key(connection: Connection, kind: KeyKind) -> None:
    if lack := connection.lack_of(kind):
        raise Refused(lack)


def _digest(order: Order) -> str:
    """Equal for the same request; two updates of different exports are different requests."""
    continues = order.continues.pk if order.continues else None
    asked = json.dumps([order.kind, order.frozen(), continues], sort_keys=True)
    return hashlib.sha256(asked.encode()).hexdigest()


def _create(order: Order, person: User | None, details: Mapping[str, str]) -> Export:
    now = timezone.now()
    export = Export.objects.create(
        kind=order.kind,
        requested_by=person,
        requested_by_name=person.display_name if person else "command line",
        request=order.frozen(),
        request_hash=_digest(order),
        continues=order.continues,
        title=order.title(now)[:200],
        label=order.label,
        case_number=order.case_number,
    )
    windows = list(order.windows(now))
    _insist_on_keys(windows)
    for position, window in enumerate(windows):
        _prepare(window, export, position)
    _add(windows, export, person, reuse=order.reuse)
    states.log(export, f"Asked for by {export.requested_by_name}.")
    record(person, "started an export", export.title, export.get_absolute_url(), **details)
    return export


def _add(windows: list[Window], export: Export, person: User | None, *, reuse: bool) -> None:
    """Those whose turn it is become due; the others wait for theirs."""
    spot_ids = {window.spot_id for window in windows}
    # The lock also keeps files that are to be taken over from being deleted meanwhile.
    spots.lock(*spot_ids)
    twins = kept_twins(windows, person) if reuse else {}
    for index, twin in twins.items():
        take_over(windows[index], twin)
    made = Window.objects.bulk_create(windows)
    copy_parts({made[index].pk: twin for index, twin in twins.items()})
    spots.wake(kind_of(export), spot_ids)
    states.recompute(export)


def _prepare(window: Window, export: Export, position: int) -> None:
    """The connection's facts are copied, so that it can be changed or deleted later."""
    place = window.connection
    assert place is not None  # noqa: S101 - an order's windows are made for its connections
    window.export, window.position = export, position
    window.site_name, window.spot_id = place.name, place.vendor_id
    window.zone, window.vendor_zone = window.zone or place.zone, place.vendor_zone
    window.lane = kind_of(export).lane


def sites_of(export: Export) -> list[Site]:
    """The sites that an export was asked for at. Raises Refused when one is gone."""
    asked = export.request["sites"]
    sites = list(Site.objects.filter(pk__in=asked).order_by("pk"))
    if len(sites) < len(asked):
        raise Refused("A site of this export was deleted, so it cannot be asked for again.")
    return sites


def repeat(export: Export, person: User | None) -> tuple[Export, bool]:
    """The same request as a new export, fetched anew; returns what `start` returns."""
    return start(kind_of(export).order_of(export), person)
