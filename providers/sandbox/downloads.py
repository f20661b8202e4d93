"""The files of an export, of any generation, behind signed links."""

from pathlib import Path

from providers.sandbox.answers import Answer, RefusalError
from providers.sandbox.delivery import deliver
from providers.sandbox.exchange import Exchange
from providers.sandbox.exports import Export
from providers.sandbox.files import Part
from providers.sandbox.routing import EXPORT_ID, route


def download(exchange: Exchange) -> Answer:
    """GET of a signed link."""
    settings = exchange.sandbox.settings
    verdict = exchange.sandbox.links.judge(exchange.request.path, exchange.request.query)
    if verdict == "forged":
        raise RefusalError(403, "The signature does not fit.")
    if verdict == "expired":
        raise RefusalError(settings.expired_link_status, "The link has expired.")
    path = exchange.swap_file(_asked_file(exchange))
    return deliver(path, exchange.request.headers, settings)


def links_to(exchange: Exchange, export: Export, parts: list[Part]) -> list[str]:
    """Fresh links to all files of an export, in their order."""
    settings, links = exchange.sandbox.settings, exchange.sandbox.links
    host = f"http://{exchange.request.host}"
    paths = [f"/files/{export.export_id}/{n}/{part.name}" for n, part in enumerate(parts, 1)]
    return [host + links.sign(path, settings.link_seconds) for path in paths]


def _asked_file(exchange: Exchange) -> Path:
    export = exchange.sandbox.exports.find(exchange.place["export_id"])
    parts = exchange.sandbox.builder.parts(export.batch) if export else None
    number = int(exchange.place["number"])
    if export is None or not parts or number > len(parts):
        raise RefusalError(404, "There is no such file.")
    return exchange.sandbox.builder.place(export.batch) / parts[number - 1].name


def _spot_of_file(exchange: Exchange) -> str:
    export = exchange.sandbox.exports.find(exchange.place["export_id"])
    return export.spot_id if export else ""


ROUTES = (
    route(
        "file", "GET HEAD", rf"/files/{EXPORT_ID}/(?P<number>\d+)/[^/]+", download,
        spot_of=_spot_of_file,
    ),
)  # fmt: skip
