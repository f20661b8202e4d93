"""How far exports are, of any generation."""

import time

from providers.sandbox.answers import RefusalError
from providers.sandbox.exchange import Exchange
from providers.sandbox.exports import Export, Generation
from providers.sandbox.files import Part
from providers.sandbox.sandbox import Sandbox


def export_of(exchange: Exchange, spot_id: str, generation: Generation) -> Export:
    """The export a request names; RefusalError 404 unless it is this spot's and generation's."""
    export = exchange.sandbox.exports.find(exchange.place["export_id"])
    if export is None or (export.spot_id, export.generation) != (spot_id, generation):
        raise RefusalError(404, "There is no such export.")
    return export


def parts_when_done(sandbox: Sandbox, export: Export) -> list[Part] | None:
    """The files of an export; None while it is Processing."""
    parts = sandbox.builder.parts(export.batch)
    still = export.created_at + sandbox.settings.processing_seconds > time.time()
    return None if still else parts


def settle(sandbox: Sandbox, spot_id: str, generation: Generation) -> int:
    """Note which exports of a spot are done by now; how many still are in progress."""
    going = 0
    for export in sandbox.exports.going(spot_id, generation):
        if parts_when_done(sandbox, export) is None:
            going += 1
        else:
            sandbox.exports.end(export.export_id, "finished")
    return going
