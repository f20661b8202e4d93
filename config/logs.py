"""The one log formatter: whatever is written, and whoever wrote it, secrets are cut out last.

A line is a line: what somebody else chose, a path or a vendor's answer, cannot begin a new one.
"""

import json
import logging
import re
from collections.abc import Mapping, Sequence
from textwrap import indent
from typing import Any

import structlog
from structlog.typing import EventDict

from providers.redaction import MASK, redact

LINE_ENDS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]")


class RedactedFormatter(structlog.stdlib.ProcessorFormatter):
    def format(self, record: logging.LogRecord) -> str:
        return redact(super().format(_fitting(record)))


class JsonFormatter(RedactedFormatter):
    def format(self, record: logging.LogRecord) -> str:
        """Redacting may cut a quote off: such a line becomes the text of one that is JSON."""
        line = super().format(record)
        try:
            return json.dumps(json.loads(line), allow_nan=False)  # NaN is none of JSON's words
        except ValueError:
            return json.dumps({"level": record.levelname.lower(), "event": line})


def _fitting(record: logging.LogRecord) -> logging.LogRecord:
    """Arguments that do not fit their message Python prints itself, uncut, past every formatter."""
    try:
        record.getMessage()
    except (TypeError, ValueError, KeyError):
        words = f"{record.msg} {record.args!r}"
        return logging.makeLogRecord({**vars(record), "msg": words, "args": None})
    return record


def formatter(log_format: str, shared: Sequence[Any]) -> RedactedFormatter:
    """Plain tracebacks on purpose: structlog's rich ones print locals, tokens included."""
    logging.captureWarnings(True)  # else Python writes them past every formatter
    first: list[Any] = [
        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
        structlog.processors.format_exc_info,
    ]
    if log_format == "json":
        last: list[Any] = [_without_secrets, structlog.processors.JSONRenderer()]
        return JsonFormatter(foreign_pre_chain=list(shared), processors=[*first, *last])
    plain = structlog.dev.ConsoleRenderer(
        colors=False, timestamp_key="time", exception_formatter=structlog.dev.plain_traceback
    )
    return RedactedFormatter(
        foreign_pre_chain=list(shared), processors=[*first, _on_its_own_lines, plain]
    )


def _without_secrets(_logger: Any, _method: str, event: EventDict) -> EventDict:
    """Before JSON escapes them: in the finished line, names and values are harder to tell apart."""
    return {name: _redacted(name, value) for name, value in event.items()}


def _redacted(name: str, value: Any) -> Any:
    if value is None or isinstance(value, bool):
        return value
    if MASK in redact(f"{name}=value"):
        return MASK
    if isinstance(value, int | float):
        return value
    if isinstance(value, Mapping):
        return {str(key): _redacted(str(key), inner) for key, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_redacted("", inner) for inner in value]
    return redact(value if isinstance(value, str) else repr(value))


def _on_its_own_lines(_logger: Any, _method: str, event: EventDict) -> EventDict:
    """A traceback, which has many, stands further to the right than any event."""
    traceback = event.pop("exception", "")
    texts = {name: _escaped(text) for name, text in event.items() if isinstance(text, str)}
    below = {"exception": indent(_escaped(traceback), "    ", lambda _: True)} if traceback else {}
    return {**event, **texts, "event": _escaped(str(event["event"])).replace("\n", r"\n"), **below}


def _escaped(text: str) -> str:
    return LINE_ENDS.sub(lambda found: repr(found[0])[1:-1], text)
