import sys
from argparse import ArgumentParser
from getpass import getpass
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.forms import Form

from credentials.forms import KeyForm, SiteForm
from credentials.models import KeyState, Site
from credentials.services import ActionRefused, replace_key, save_site, test_key
from providers.openweb.article_addresses import EXAMPLE

OPTIONS = ("spot_id", "zone", "vendor_zone", "article_rule")


class Command(BaseCommand):
    help = (
        "Adds an OpenWeb site, or changes the one of this name. The export token comes on standard "
        "input; for a site that has one, an empty one keeps it."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", metavar="NAME", help="what the site is called here")
        parser.add_argument(
            "--spot-id", metavar="SPOT", help="sp_…, or an address of OpenWeb's admin dashboard"
        )
        parser.add_argument("--zone", help="the site's time zone, for example Europe/Berlin")
        parser.add_argument("--vendor-zone", help="how OpenWeb reads times; UTC unless known")
        parser.add_argument(
            "--article-rule", metavar="RULE", help=f"an article's address, such as {EXAMPLE}"
        )

    def handle(self, *, name: str, **options: Any) -> None:
        known = Site.objects.filter(name__iexact=name).first()
        given = {option: options[option] for option in OPTIONS if options[option]}
        form = _filled_in(name, given, known)
        key_form = KeyForm({"token": _typed_token()}, is_first=not (known and known.key))
        _insist(form)
        _insist(key_form)
        try:
            site = save_site(form.details(), by=None, site=known)
        except ActionRefused as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write(f"{'Changed' if known else 'Added'}: {site.name} ({site.spot_id}).")
        self._try_key(site, key_form.cleaned_data["token"])

    def _try_key(self, site: Site, token: str) -> None:
        if token:
            replace_key(site, token, by=None)
        else:
            test_key(site, by=None)
        key = site.keys.get()
        for answer in key.answers:
            self.stdout.write("{name}: {words}. {sentence}".format_map(answer))
        if key.is_bad:
            raise CommandError(f"{KeyState(key.state).label}: {key.problem}")


def _filled_in(name: str, given: dict[str, str], known: Site | None) -> SiteForm:
    blank = SiteForm(site=known)
    return SiteForm({**blank.initial, "name": name, **given}, site=known)


def _typed_token() -> str:
    if sys.stdin.isatty():
        return getpass("Export token: ")
    return sys.stdin.readline()


def _insist(form: Form) -> None:
    """Refuse with the form's own sentences."""
    if not form.is_valid():
        raise CommandError(
            "\n".join(
                f"{form[field].label}: {' '.join(map(str, errors))}"
                for field, errors in form.errors.items()
            )
        )
