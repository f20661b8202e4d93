"""What the commands that add sites and tenants have in common: the pages' forms, and what a test
of the key finds."""

import sys
from argparse import ArgumentParser
from getpass import getpass
from typing import Any, ClassVar

from django.core.management.base import BaseCommand, CommandError
from django.forms import Form

from credentials.forms import ConnectionForm, KeyForm
from credentials.models import Connection, KeyKind, KeyState
from credentials.services import ActionRefused, replace_key, test_key


class AddCommand(BaseCommand):
    """Adds the connection of this name, or changes it; the key comes on standard input.

    `options` are the form's fields that can be given, each with its argument's settings.
    """

    form: ClassVar[type[ConnectionForm]]
    first_key: ClassVar[KeyKind]
    options: ClassVar[dict[str, dict[str, Any]]]

    def add_arguments(self, parser: ArgumentParser) -> None:
        noun = self.form.kind.noun
        parser.add_argument("name", metavar="NAME", help=f"what the {noun} is called here")
        for option, settings in self.options.items():
            parser.add_argument(f"--{option.replace('_', '-')}", **settings)

    def handle(self, *, name: str, **options: Any) -> None:
        kind = self.form.kind
        known = kind._default_manager.filter(name__iexact=name).first()
        given = {option: options[option] for option in self.options if options[option] is not None}
        form = self._filled_in(name, given, known)
        key_kind = known.key_kind if known else self.first_key
        secret = {"secret": _typed_secret(key_kind.label)}
        first = KeyForm(secret, kind=key_kind, is_first=True)
        key_form = KeyForm.of(known, secret) if known else first
        _insist(form, key_form)
        try:
            connection = form.save(by=None)
        except ActionRefused as refused:
            raise CommandError(str(refused)) from None
        verb = "Changed" if known else "Added"
        self.stdout.write(f"{verb}: {connection.name} ({connection.vendor_id}).")
        self._try_key(connection, key_form.cleaned_data["secret"])

    def _filled_in(
        self, name: str, given: dict[str, str], known: Connection | None
    ) -> ConnectionForm:
        blank = self.form(connection=known)
        return self.form({**blank.initial, "name": name, **given}, connection=known)

    def _try_key(self, connection: Connection, secret: str) -> None:
        if secret:
            replace_key(connection, secret, by=None)
        else:
            test_key(connection, by=None)
        key = connection.keys.get()
        for answer in key.answers:
            self.stdout.write("{name}: {words}. {sentence}".format_map(answer))
        if key.problem:
            raise CommandError(f"{KeyState(key.state).label}: {key.problem}")


def _typed_secret(label: str) -> str:
    if sys.stdin.isatty():
        return getpass(f"{label}: ")
    return sys.stdin.readline()


def _insist(*forms: Form) -> None:
    """Refuse with the forms' own sentences, all at once."""
    wrong = [
        f"{form[field].label}: {' '.join(map(str, errors))}"
        for form in forms
        for field, errors in form.errors.items()
    ]
    if wrong:
        raise CommandError("\n".join(wrong))
