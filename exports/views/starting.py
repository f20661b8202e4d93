"""What starts an export, and the way to it: a form, or another export."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from accounts.http import PersonRequest
from accounts.models import User
from exports import services
from exports.forms.sites import OrderForm
from exports.models import Export
from exports.ranges import RangeRefused


def started(request: PersonRequest, form: OrderForm) -> HttpResponse | None:
    """The way to the export; None when the form, which then says why, has to be shown again."""
    if not form.is_valid() or "check" in request.POST:
        form.focus_first_error()
        return None
    try:
        export, is_new = services.start(form.order(), request.user)
    except (services.Refused, RangeRefused) as refusal:
        form.add_error(getattr(refusal, "field", None), str(refusal))
        form.focus_first_error()
        return None
    return lead_to(request, export, is_new)


def begun(
    request: PersonRequest,
    export: Export,
    begin: Callable[[Export, User], tuple[Export, bool]],
) -> HttpResponse:
    """The way to what `begin` starts from an export; back to it, with the reason, if refused."""
    try:
        another, is_new = begin(export, request.user)
    except (services.Refused, RangeRefused) as refusal:
        messages.warning(request, str(refusal))
        return redirect(export)
    return lead_to(request, another, is_new)


def lead_to(request: PersonRequest, export: Export, is_new: bool) -> HttpResponse:
    """The way to what services.start answered."""
    if not is_new:
        messages.info(request, "It is already running: this is the one you started before.")
    return redirect(export)
