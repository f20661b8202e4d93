"""What people paste to name a person: OpenWeb's user id, an address that holds it, or a key."""

import re
from enum import StrEnum
from typing import NamedTuple

from providers.openweb.ids import PASTED_AROUND

LONGEST_PERSON = 300
_LONGEST_LINE = 2000
_SHOWN = 80
_USER = r"u_[A-Za-z0-9_-]{1,100}"
_USER_IN_ADDRESS = re.compile(rf"(?:^|[/#?&=])users?/({_USER})(?![A-Za-z0-9_-])")


class PersonKind(StrEnum):
    """OpenWeb's own id of a user, or the id the publisher's user management gave (primary key)."""

    USER_ID = "user_id"
    PRIMARY_KEY = "primary_key"


class PersonId(NamedTuple):
    kind: PersonKind
    value: str


def parse_person(text: str, kind: PersonKind = PersonKind.USER_ID) -> PersonId:
    """The person in what somebody pasted.

    A user id may stand alone (`u_…`) or in an address of OpenWeb's admin dashboard, after `user/`.
    Upper and lower case matter. A primary key may have any form, so it is never guessed: `kind`
    says it is one. Raises ValueError with a sentence for the form.
    """
    line = text.strip(PASTED_AROUND)
    shown = f"“{line[:_SHOWN]}…”" if len(line) > _SHOWN else f"“{line}”"
    if not line:
        raise ValueError("There is no id. Paste the person's user ID, which starts with u_.")
    if not line.isprintable():
        raise ValueError("This is no id: it holds characters that cannot be read.")
    if any(char.isspace() for char in line):
        raise ValueError(f"{shown} has a space in it, and ids have none. Paste one id.")
    if kind is PersonKind.PRIMARY_KEY:
        return PersonId(kind, _short(line, shown))
    return PersonId(kind, _user_id(line, shown))


def _short(line: str, shown: str) -> str:
    if len(line) > LONGEST_PERSON:
        raise ValueError(f"{shown} is too long for a person's id.")
    return line


def _user_id(line: str, shown: str) -> str:
    if re.fullmatch(_USER, line):
        return line
    found = _USER_IN_ADDRESS.search(line[:_LONGEST_LINE])
    if found:
        return found[1]
    raise ValueError(
        f"{shown} is no user ID. It starts with u_, and you find it in the address of OpenWeb's "
        "admin dashboard, after user/. You may paste that whole address. If it is your own ID of "
        "this person, choose “primary key”."
    )
