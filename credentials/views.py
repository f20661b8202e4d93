"""The pages for people who manage sites and keys. A key goes in and never comes out."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import PersonRequest
from accounts.models import Right, User
from credentials import services
from credentials.form_fields import MASK
from credentials.forms import KeyForm, NewSiteForm, RuleTrial, SiteForm
from credentials.models import Site
from credentials.queries import sites_visible_to

manages_keys = permission_required(f"accounts.{Right.MANAGE_KEYS}", raise_exception=True)
hides_the_token = sensitive_post_parameters("token")


@manages_keys
@require_safe
def sites(request: PersonRequest) -> HttpResponse:
    every = sites_visible_to(request.user).prefetch_related(
        "keys", "allowed_people", "allowed_groups"
    )
    return render(request, "credentials/sites.html", {"sites": every})


@manages_keys
@hides_the_token
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: PersonRequest) -> HttpResponse:
    form = NewSiteForm(request.POST or None)
    if _is_final(request, form) and (site := _saved(request, form)):
        services.replace_key(site, form.cleaned_data["token"], request.user)
        _tell_about_key(request, site)
        _warn_if_hidden(request, site)
        return redirect(site)
    return render(request, "credentials/new.html", {"form": form})


@manages_keys
@require_POST
def try_rule(request: PersonRequest) -> HttpResponse:
    """What the rule finds in an address, while both are typed; keeps nothing."""
    return render(request, "credentials/rule_result.html", {"trial": RuleTrial(request.POST)})


@manages_keys
@require_http_methods(["GET", "HEAD", "POST"])
def site(request: PersonRequest, pk: int) -> HttpResponse:
    """The site's page; a POST changes what it is, not its key."""
    form = SiteForm(request.POST or None, site=_site(request, pk))
    if _is_final(request, form) and (saved := _saved(request, form)):
        messages.success(request, f"{saved} is saved.")
        _warn_if_hidden(request, saved)
        if "spot_id" in form.changed_data and services.test_key(saved, request.user):
            _tell_about_key(request, saved)
        return redirect(saved)
    return _page(request, _site(request, pk), form)


@manages_keys
@hides_the_token
@require_POST
def replace(request: PersonRequest, pk: int) -> HttpResponse:
    site = _site(request, pk)
    form = KeyForm(request.POST, is_first=not site.key)
    if not form.is_valid():
        return _page(request, site, SiteForm(site=site), form)
    if services.replace_key(site, form.cleaned_data["token"], request.user):
        _tell_about_key(request, site)
    else:
        messages.info(request, "No key was entered. The stored one is kept.")
    return redirect(site)


@manages_keys
@require_POST
def test(request: PersonRequest, pk: int) -> HttpResponse:
    site = _site(request, pk)
    services.test_key(site, request.user)
    _tell_about_key(request, site)
    return redirect(site)


@manages_keys
@require_POST
def activate(request: PersonRequest, pk: int) -> HttpResponse:
    return _switched(request, pk, services.activate)


@manages_keys
@require_POST
def deactivate(request: PersonRequest, pk: int) -> HttpResponse:
    return _switched(request, pk, services.deactivate)


@manages_keys
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: PersonRequest, pk: int) -> HttpResponse:
    site = _site(request, pk)
    if request.method != "POST":
        return render(request, "credentials/delete.html", {"site": site})
    try:
        services.delete(site, request.user)
    except services.ActionRefused as refused:
        messages.error(request, str(refused))
        return redirect(site)
    messages.success(request, f"{site} is deleted. Its exports and files are kept.")
    return redirect("credentials:sites")


def _site(request: PersonRequest, pk: int) -> Site:
    return get_object_or_404(sites_visible_to(request.user).prefetch_related("keys"), pk=pk)


def _page(
    request: PersonRequest, site: Site, form: SiteForm, key_form: KeyForm | None = None
) -> HttpResponse:
    context = {
        "connection": site,
        "site": site,
        "form": form,
        "key_form": key_form or KeyForm(is_first=not site.key),
        "mask": MASK,
    }
    return render(request, "credentials/site.html", context)


def _is_final(request: PersonRequest, form: SiteForm) -> bool:
    """Without JavaScript a button shows what the rule finds, and saves nothing."""
    if "try" not in request.POST:
        return form.is_valid()
    form.errors.clear()  # what is still to be filled in is no mistake yet
    return False


def _saved(request: PersonRequest, form: SiteForm) -> Site | None:
    try:
        return services.save_site(form.details(), request.user, form.site)
    except services.ActionRefused as refused:
        form.add_error(None, str(refused))
        return None


def _warn_if_hidden(request: PersonRequest, site: Site) -> None:
    if site.is_hidden:
        messages.warning(request, f"Nobody is chosen: only people who manage sites see {site}.")


def _switched(
    request: PersonRequest, pk: int, switch: Callable[[Site, User | None], None]
) -> HttpResponse:
    site = _site(request, pk)
    switch(site, request.user)
    messages.success(request, f"{site} is {'active' if site.is_active else 'deactivated'}.")
    return redirect(site)


def _tell_about_key(request: PersonRequest, site: Site) -> None:
    key = site.keys.first()
    if key is None:
        messages.error(request, "There is no key to test. Enter one.")
    elif key.is_bad:
        messages.error(request, f"{key.get_state_display()}. The reason stands beside the key.")
    else:
        messages.success(request, TOLD[key.state])


TOLD = {
    "works": "OpenWeb accepts the key. Exports that waited for it go on by themselves.",
    "unproven": "The key is stored. Whether it works shows in the checks, or at the first export.",
}
