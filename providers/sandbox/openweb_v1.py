"""OpenWeb's export API of the first generation, as "Export OpenWeb comments" documents it.

`developers.openweb.com/docs/export-openweb-comments`: an export by date range (POST, then GET of
its status, then the files behind signed links); `articles/routes.py` has the events of one article.
What the page leaves open (error answers, one link or a list, the zone of times) follows the
settings.
"""

import time
from pathlib import Path

from providers.sandbox.answers import Answer, RefusalError, as_json
from providers.sandbox.checks import BadRequestError
from providers.sandbox.delivery import deliver
from providers.sandbox.exchange import Exchange
from providers.sandbox.exports import Export
from providers.sandbox.files import Part
from providers.sandbox.ranges import instant_of, now

REFUSALS = {
    "another spot": (403, "This token belongs to another spot."),
    "disabled": (403, "Exporting is switched off for this spot."),
}


def request_export(exchange: Exchange) -> Answer:
    """POST /v1/comments/export."""
    document = exchange.request.document()
    given = {name: _text(document, name) for name in ("spot_id", "token", "since")}
    check_token(exchange, given["spot_id"], given["token"])
    zone = exchange.sandbox.settings.zone
    try:
        since = instant_of(given["since"], zone)
        to = instant_of(_text(document, "to"), zone) if document.get("to") else now()
    except BadRequestError as error:
        raise RefusalError(400, f"{error}.") from error
    if to < since:
        raise RefusalError(400, "The end of the range lies before its start.")
    export = exchange.sandbox.create_export(given["spot_id"], since, to)
    exchange.export_id = export.export_id
    return as_json({"export_id": export.export_id})


def export_status(exchange: Exchange) -> Answer:
    """GET /v1/comments/{export_id}/status?token=&spot_id=."""
    query = exchange.request.query
    check_token(exchange, query.get("spot_id", ""), query.get("token", ""))
    export = exchange.sandbox.exports.find(exchange.place["export_id"])
    if export is None or export.spot_id != query["spot_id"]:
        raise RefusalError(404, "There is no such export.")
    parts = exchange.sandbox.builder.parts(export.batch)
    still = export.created_at + exchange.sandbox.settings.processing_seconds > time.time()
    if still or parts is None:
        return as_json({"status": "Processing"})
    return as_json(
        {
            "status": "Done",
            "export_urls": _links(exchange, export, parts),
            "count": export.announced,
        }
    )


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


def check_token(exchange: Exchange, spot_id: str, token: str) -> None:
    """RefusalError when the token may not export this spot."""
    verdict = exchange.sandbox.spots.judge(spot_id, token)
    if verdict == "wrong token":
        raise RefusalError(exchange.sandbox.settings.wrong_token_status, "The token is not valid.")
    if verdict != "ok":
        raise RefusalError(*REFUSALS[verdict])


def _links(exchange: Exchange, export: Export, parts: list[Part]) -> list[str] | str:
    settings, links = exchange.sandbox.settings, exchange.sandbox.links
    host = f"http://{exchange.request.host}"
    paths = [f"/files/{export.export_id}/{n}/{part.name}" for n, part in enumerate(parts, 1)]
    urls = [host + links.sign(path, settings.link_seconds) for path in paths]
    return urls[0] if settings.export_urls_as_string and len(urls) == 1 else urls


def _asked_file(exchange: Exchange) -> Path:
    export = exchange.sandbox.exports.find(exchange.place["export_id"])
    parts = exchange.sandbox.builder.parts(export.batch) if export else None
    number = int(exchange.place["number"])
    if export is None or not parts or number > len(parts):
        raise RefusalError(404, "There is no such file.")
    return exchange.sandbox.builder.place(export.batch) / parts[number - 1].name


def _text(document: dict[str, object], name: str) -> str:
    value = document.get(name)
    if not isinstance(value, str) or not value:
        raise RefusalError(400, f"{name} is missing or not a text.")
    return value
