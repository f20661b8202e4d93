"""What the commands that add sites and tenants have in common: the pages' forms, and what tests
of the keys find."""

import sys
from argparse import ArgumentParser
from getpass import getpass
from typing import Any, ClassVar

from django.core.management.base import BaseCommand, CommandError
from django.forms import Form

from credentials.forms import ConnectionForm, KeysForm
from credentials.models import Connection, Key, KeyPlace, KeyState
from credentials.services import ActionRefused, replace_key, test_key


class AddCommand(BaseCommand):
    """Adds the connection of this name, or changes it; its keys come on standard input, a line
    each.

    `options` are the form's fields that can be given, each with its argument's settings.
    """

    form: ClassVar[type[ConnectionForm]]
    options: ClassVar[dict[str, dict[str, Any]]]

    def add_arguments(self, parser: ArgumentParser) -> None:
        noun = self.form.kind.noun
        parser.add_argument("name", metavar="NAME", help=f"what the {noun} is called here")
        for option, settings in self.options.items():
            parser.add_argument(f"--{option.replace('_', '-')}", **settings)

    def handle(self, *, name: str, **options: Any) -> None:
        known = self.form.kind._default_manager.filter(name__iexact=name).first()
        given = {option: options[option] for option in self.options if options[option] is not None}
        form = self._filled_in(name, given, known)
        places = form.key_places
        keys = KeysForm({place.kind.value: _typed(place) for place in places}, places=places)
        _insist(form, keys)
        try:
            connection = form.save(by=None)
        except ActionRefused as refused:
            raise CommandError(str(refused)) from None
        verb = "Changed" if known else "Added"
        self.stdout.write(f"{verb}: {connection.name} ({connection.vendor_id}).")
        self._try_keys(connection, keys)

    def _filled_in(
        self, name: str, given: dict[str, str], known: Connection | None
    ) -> ConnectionForm:
        blank = self.form(connection=known)
        return self.form({**blank.initial, "name": name, **given}, connection=known)

    def _try_keys(self, connection: Connection, typed: KeysForm) -> None:
        for kind in connection.key_kinds:
            if secret := typed.cleaned_data[kind]:
                replace_key(connection, secret, None, kind)
            else:
                test_key(connection, None, kind)
        wrong = [said for place in connection.keyring if (said := self._told(place))]
        if wrong:
            raise CommandError("\n".join(wrong))

    def _told(self, place: KeyPlace) -> str:
        """Writes what was found, and answers what is wrong with the key."""
        if place.key is None:
            self.stdout.write(f"{place.kind.label}: none yet.")
            return ""
        self.stdout.write(f"{place.kind.label}:")
        for answer in place.key.answers:
            self.stdout.write("  {name}: {words}. {sentence}".format_map(answer))
        return _trouble(place.key)


def _trouble(key: Key) -> str:
    if not key.problem:
        return ""
    return f"{key.get_kind_display()}: {KeyState(key.state).label}: {key.problem}"


def _typed(place: KeyPlace) -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline()
    may_be_empty = "" if place.is_needed and place.key is None else " (may be empty)"
    return getpass(f"{place.kind.label}{may_be_empty}: ")


def _insist(*forms: Form) -> None:
    """Refuse with the forms' own sentences, all at once."""
    wrong = [
        f"{form[field].label}: {' '.join(map(str, errors))}"
        for form in forms
        for field, errors in form.errors.items()
    ]
    if wrong:
        raise CommandError("\n".join(wrong))
