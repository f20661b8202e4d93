"""What OpenWeb is asked for a window, by whatever generation of its export API."""

from collections.abc import Mapping

from exports.models import Window
from exports.runner.vendor import ask_exporter
from jobs.failpoints import failpoint
from providers.errors import ProviderError
from providers.openweb.generations import Asked, Exporter, ExportStatus


def asked_of(window: Window) -> Asked:
    """What is to be exported, for the generation to say in its own way."""
    return Asked(
        spot_id=window.spot_id,
        since=window.since,
        to=window.to,
        post_id=window.post_id,
        zone=window.vendor_zone,
        rows_per_file=window.rows_per_file,
    )


def sent_of(window: Window) -> Mapping[str, str]:
    """The parameters exactly as they go to OpenWeb, without the key."""
    generation = window.api
    assert generation is not None  # noqa: S101 - such windows are made with one
    return {name: str(value) for name, value in generation.sent(asked_of(window)).items()}


def status_of(window: Window) -> ExportStatus | ProviderError:
    """OpenWeb's answer, with fresh links once there are any, or the typed failure."""
    return ask_exporter(window, lambda exporter: exporter.status(window.vendor_id))


def call_off(window: Window) -> str:
    """Have OpenWeb stop building the window's data; answers what to say of it."""

    def abort(exporter: Exporter) -> bool:
        exporter.abort(window.vendor_id)
        return True

    is_told = ask_exporter(window, abort) is True
    failpoint("called_off")
    if is_told:
        return "OpenWeb was told to stop building it."
    return "OpenWeb could not be told; it may still be building it, which does no harm."
