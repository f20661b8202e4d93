"""The second generation's routes."""

from functools import partial

from providers.sandbox.routing import route
from providers.sandbox.v2.access import spot_of_key
from providers.sandbox.v2.requesting import STATUS_PATH, request_export
from providers.sandbox.v2.status import abort_export, export_status, finished_exports

keyed = partial(route, spot_of=spot_of_key)
ROUTES = (
    keyed("v2-export", "POST", r"/v2/export/comments", request_export),
    keyed("v2-status", "GET", STATUS_PATH, export_status, id_in="id"),
    keyed("v2-list", "GET", r"/v2/export/comments/list", finished_exports),
    keyed("v2-abort", "GET", r"/v2/export/comments/abort", abort_export, id_in="id"),
)
