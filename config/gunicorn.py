"""How gunicorn serves the pages; read by `gunicorn -c python:config.gunicorn`."""

from typing import Any
from urllib.parse import quote

from gunicorn.glogging import Logger

from config import settings


class AccessLog(Logger):  # type: ignore[misc]  # gunicorn is not typed
    """gunicorn decodes the path; a line feed in it must not begin a new line of the log."""

    def atoms(self, *args: Any) -> dict[str, Any]:
        atoms: dict[str, Any] = super().atoms(*args)
        return {**atoms, "U": quote(str(atoms["U"]))}


bind = (
    f"[{settings.BIND}]:{settings.PORT}"
    if ":" in settings.BIND
    else f"{settings.BIND}:{settings.PORT}"
)
worker_class = "gthread"
workers = 2
threads = 8
timeout = 60  # of a worker that shows no life; a download that lasts hours is none of its business
graceful_timeout = 3
keepalive = 15
control_socket_disable = True  # it would be opened in $HOME
logger_class = AccessLog
accesslog = "-"
# The path without its query: what people searched for is not the log's business.
access_log_format = '%(h)s "%(m)s %(U)s" %(s)s %(B)s bytes %(M)s ms'
logconfig_dict = settings.LOGGING | {
    "loggers": {
        name: {"handlers": ["stderr"], "level": "INFO", "propagate": False}
        for name in ("gunicorn.error", "gunicorn.access")
    }
}
