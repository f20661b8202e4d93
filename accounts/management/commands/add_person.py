import secrets
import sys
from argparse import ArgumentParser
from getpass import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from accounts.roles import ROLES
from accounts.services import give_role, make_person


class Command(BaseCommand):
    help = (
        "Adds a person, or changes the role and password of one. The password comes on standard "
        "input; for a new person, an empty one is generated and printed once."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", metavar="NAME", help="what the person signs in with")
        parser.add_argument("--role", choices=ROLES, required=True)

    def handle(self, *, name: str, role: str, **_: Any) -> None:
        known = User.objects.filter(username=name).first()
        _check_name(name)
        password = _typed_password()
        if known and not password:
            give_role(known, role)
            self.stdout.write(f"{name} is {role} now; the password stays as it is.")
            return
        generated = "" if password else secrets.token_urlsafe(12)
        if password:
            _check_password(password, known or User(username=name))
        make_person(name, password or generated, role)
        self.stdout.write(f"{name} can sign in as {role}.")
        if generated:
            self.stdout.write(f"Password, shown only now: {generated}")


def _typed_password() -> str:
    if sys.stdin.isatty():
        return getpass("Password (empty: generate one, or keep the old): ")
    return sys.stdin.readline().rstrip("\r\n")


def _check_name(name: str) -> None:
    try:
        User._meta.get_field("username").clean(name, None)
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from None


def _check_password(password: str, person: User) -> None:
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from None
