"""What can go wrong with a vendor, each with a sentence for the user and whether to try again."""

from datetime import datetime
from enum import StrEnum

from providers.redaction import redact

DETAIL_LENGTH = 500


def printable(text: str) -> str:
    """Foreign text on one line, without what terminals obey, databases refuse and nobody sees."""
    return "".join(char if char.isprintable() else " " for char in text)


def first_sentence(text: str) -> str:
    """Of a text of ours, without its full stop."""
    return text.split(". ", maxsplit=1)[0].rstrip(".")


class ProviderError(Exception):
    """A failed call or file.

    `code` is kept in rows; `sentence` is for the user; `detail` is technical, redacted and short;
    `retry_after` is in seconds. `said_at` is the vendor's own time of a refusal, from its Date
    header. `sent` is False only when the request certainly never left, or
    was refused: a POST without idempotency key may then be repeated without a second export.
    """

    code = "provider_error"
    retry = False
    template = "{service} could not do this."

    def __init__(
        self,
        sentence: str = "",
        *,
        service: str = "OpenWeb",
        detail: str = "",
        status: int | None = None,
        retry_after: float | None = None,
        said_at: datetime | None = None,
        sent: bool = True,
    ) -> None:
        self.sentence = printable(redact(sentence or self.template.format(service=service)))
        self.detail = printable(redact(detail)[:DETAIL_LENGTH])
        self.status = status
        self.retry_after = retry_after
        self.said_at = said_at
        self.sent = sent
        super().__init__(self.sentence)

    @property
    def fact(self) -> str:
        """The first sentence: what was wrong, without what is done about it."""
        return f"{first_sentence(self.sentence)}."


class KeyRefused(ProviderError):
    code = "key_refused"
    template = "{service} refused the key. An admin needs to check or replace it."


class ClockWrong(ProviderError):
    """Tokens carry the time: with such a clock every key is refused, so none is to blame."""

    code = "clock_wrong"
    retry = True
    template = "{service} refused a token because the clock here is wrong."


class NotEnabled(ProviderError):
    code = "not_enabled"
    template = (
        "{service} has not enabled this for the site's spot. "
        "Ask your {service} account manager to enable it."
    )


class NotFound(ProviderError):
    code = "not_found"
    template = "{service} does not know this. Check the site's spot, then start a new export."


class RequestRefused(ProviderError):
    code = "request_refused"
    template = "{service} refused this request. Check the site and what was asked for."


class Busy(ProviderError):
    code = "busy"
    retry = True
    template = "{service} is still busy with another export of this site. Threadkeep waits."


class SlowDown(ProviderError):
    code = "slow_down"
    retry = True
    template = "{service} asks for fewer requests. Threadkeep waits and goes on by itself."


class VendorTrouble(ProviderError):
    code = "vendor_trouble"
    retry = True
    template = "{service} has trouble of its own. Threadkeep tries again by itself."


class Unreachable(ProviderError):
    code = "unreachable"
    retry = True
    template = "{service} cannot be reached. Threadkeep keeps trying."


class UnclearAnswer(ProviderError):
    code = "unclear_answer"
    retry = True
    template = "{service} gave an answer that Threadkeep does not understand. It tries again."


class LinkExpired(ProviderError):
    code = "link_expired"
    template = "The link to the file no longer works. Threadkeep asks {service} for a fresh one."


class AddressRefused(ProviderError):
    code = "address_refused"
    template = (
        "The file lies at an address that Threadkeep does not trust. "
        "The operator can allow it with DOWNLOAD_ALLOWED_HOSTS."
    )


class DownloadBroken(ProviderError):
    code = "download_broken"
    retry = True
    template = "The download broke off before its end. Threadkeep goes on with it."


class Damage(StrEnum):
    """What is wrong with a file: the second half of the error's code."""

    UNKNOWN_KIND = "unknown_kind"
    NO_FILE = "no_file"
    SEVERAL_FILES = "several_files"
    PATH = "path"
    TOO_BIG = "too_big"
    BOMB = "bomb"
    CHECKSUM = "checksum"
    TRUNCATED = "truncated"
    NO_HEADER = "no_header"
    NO_KNOWN_COLUMN = "no_known_column"
    ENDLESS_ROW = "endless_row"


DAMAGE_SENTENCES = {
    Damage.UNKNOWN_KIND: "it is not a CSV, zip or gzip file",
    Damage.NO_FILE: "the zip holds no file",
    Damage.SEVERAL_FILES: "the zip holds more than one file",
    Damage.PATH: "the zip holds a file whose name is a path",
    Damage.TOO_BIG: "unpacked, it is larger than allowed",
    Damage.BOMB: "it unpacks to far more than a list of comments can",
    Damage.CHECKSUM: "its checksum is wrong",
    Damage.TRUNCATED: "it is not complete",
    Damage.NO_HEADER: "it has no line with column names",
    Damage.NO_KNOWN_COLUMN: "it has neither a column of ids nor one of texts",
    Damage.ENDLESS_ROW: "one of its rows never ends",
}


class FileDamaged(ProviderError):
    """The file cannot be used; `code` is `file_` and the damage."""

    def __init__(self, damage: Damage, *, service: str = "OpenWeb", detail: str = "") -> None:
        why = DAMAGE_SENTENCES[damage]
        super().__init__(
            f"The file from {service} is damaged: {why}. Try again; "
            f"if it stays like this, ask {service}.",
            detail=detail,
        )
        self.damage = damage
        self.code = f"file_{damage}"
