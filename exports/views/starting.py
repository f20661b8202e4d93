"""The press on “Start export”, whichever way it was asked for."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from accounts.http import PersonRequest
from exports import services
from exports.forms.sites import OrderForm
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
    if not is_new:
        messages.info(request, "It is already running: this is the one you started before.")
    return redirect(export)
