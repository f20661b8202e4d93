"""The first generation's routes."""

from providers.sandbox.routing import EXPORT_ID, route
from providers.sandbox.v1.requesting import request_export
from providers.sandbox.v1.status import export_status

ROUTES = (
    route("export", "POST", r"/v1/comments/export", request_export),
    route("status", "GET", rf"/v1/comments/{EXPORT_ID}/status", export_status),
)
