"""How gunicorn serves the pages; read by `gunicorn -c python:config.gunicorn`."""

import sys
from typing import Any
from urllib.parse import quote

from gunicorn.glogging import Logger
from structlog.contextvars import bound_contextvars

from config import settings
from config.web_worker import Worker, limit_patience

ID_HEADER = "x-request-id"


class AccessLog(Logger):  # type: ignore[misc]  # gunicorn is not typed
    """gunicorn decodes the path; a line feed in it must not begin a new line of the log.

    The request's id is that of the answer: by now the request is over, and its context gone.
    """

    def atoms(self, *args: Any) -> dict[str, Any]:
        atoms: dict[str, Any] = super().atoms(*args)
        return {**atoms, "U": quote(str(atoms["U"]))}

    def access(self, resp: Any, *args: Any) -> None:
        answered = {name.lower(): value for name, value in resp.headers}
        ids = {"request_id": answered[ID_HEADER]} if ID_HEADER in answered else {}
        with bound_contextvars(**ids):
            super().access(resp, *args)

    def exception(self, msg: str, *args: Any, **kwargs: Any) -> None:
        if isinstance(sys.exc_info()[1], BlockingIOError):
            self.info("Dropped a connection whose other end neither read nor wrote for long.")
        else:
            super().exception(msg, *args, **kwargs)


bind = (
    f"[{settings.BIND}]:{settings.PORT}"
    if ":" in settings.BIND
    else f"{settings.BIND}:{settings.PORT}"
)
worker_class = Worker
workers = settings.WEB_PROCESSES
threads = settings.WEB_THREADS  # made when they are needed
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


def when_ready(server: Any) -> None:
    for listener in server.LISTENERS:
        limit_patience(listener.sock)
