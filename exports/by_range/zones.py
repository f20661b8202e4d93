"""Whether OpenWeb has to be trusted to read moments in the zone that we assume. Pure."""

from dataclasses import replace

from providers.openweb.generations import Asked, Generation


def assumes_zone(generation: Generation, asked: Asked) -> bool:
    """False where the moments that are sent name their zone: then ours changes nothing."""
    tokyo, utc = (generation.sent(replace(asked, zone=zone)) for zone in ("Asia/Tokyo", "UTC"))
    return tokyo != utc
