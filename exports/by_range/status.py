"""How far OpenWeb is with a window's data."""

from exports.models import Window
from exports.runner.vendor import ask
from providers.errors import ProviderError
from providers.openweb.export_v1 import ExportStatus, ExportV1


def status_of(window: Window) -> ExportStatus | ProviderError:
    """OpenWeb's answer, with fresh links once there are any, or the typed failure."""
    return ask(
        window, lambda http, token: ExportV1(http, window.spot_id, token).status(window.vendor_id)
    )
