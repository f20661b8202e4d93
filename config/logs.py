"""The one log formatter: whatever is written, and whoever wrote it, secrets are cut out last."""

import logging
from collections.abc import Sequence
from typing import Any

import structlog

from providers.redaction import redact


class RedactedFormatter(structlog.stdlib.ProcessorFormatter):
    def format(self, record: logging.LogRecord) -> str:
        return redact(super().format(record))


def formatter(log_format: str, shared: Sequence[Any]) -> RedactedFormatter:
    """Plain tracebacks on purpose: structlog's rich ones print locals, tokens included."""
    if log_format == "json":
        last: list[Any] = [
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ]
    else:
        plain = structlog.dev.plain_traceback
        last = [structlog.dev.ConsoleRenderer(colors=False, exception_formatter=plain)]
    remove = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    return RedactedFormatter(foreign_pre_chain=list(shared), processors=[remove, *last])
