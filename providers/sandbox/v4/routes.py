"""The fourth generation's routes."""

from functools import partial

from providers.sandbox.routing import route
from providers.sandbox.v4.access import spot_of_token
from providers.sandbox.v4.auth import issue_token
from providers.sandbox.v4.requesting import STATUS_PATH, request_export
from providers.sandbox.v4.status import abort_export, export_status, finished_exports

opened = partial(route, spot_of=spot_of_token)
ROUTES = (
    route("v4-auth", "POST", r"/v1/publisher/auth", issue_token),
    opened("v4-export", "POST", r"/v4/export", request_export),
    opened("v4-status", "GET", STATUS_PATH, export_status, id_in="id"),
    opened("v4-list", "GET", r"/v4/export/list", finished_exports),
    opened("v4-abort", "GET", r"/v4/export/abort", abort_export, id_in="id"),
)
