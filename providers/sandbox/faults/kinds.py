"""All kinds of faults by name, and checking a rule against them before it is armed."""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any

from providers.sandbox.checks import BadRequestError, fits
from providers.sandbox.faults import archives, line, replies
from providers.sandbox.faults.rules import Rule

FILE_KINDS: tuple[Callable[..., None], ...] = (
    archives.corrupt_zip, archives.bomb, archives.path_trick, archives.not_a_zip, archives.encoding,
)  # fmt: skip
STATUS_KINDS: tuple[Callable[..., None], ...] = (replies.missing_count, replies.no_links)
ANY_KINDS: tuple[Callable[..., None], ...] = (
    line.slow, line.hang, line.drip, line.reset, line.truncate,
    replies.status, replies.garbage, replies.html, replies.cut_json, replies.success_false,
    replies.unknown_status_word, replies.expired_link, replies.redirect,
)  # fmt: skip
KINDS = {kind.__name__: kind for kind in (*ANY_KINDS, *STATUS_KINDS, *FILE_KINDS)}
ROUTES = (
    "export", "status", "file", "text-only", "messages-count", "activity", "conversations", "*",
)  # fmt: skip
WHEN = {one.name: one.type for one in fields(Rule) if one.name not in ("only", "details")}
LABELS = ("spot_id", "export_id", "number", "post_id", "user_id", "page")


def rule_of(document: Mapping[str, Any]) -> Rule:
    """A rule from JSON; BadRequestError when a name or value in it means nothing."""
    when = {name: value for name, value in document.items() if name in WHEN}
    details = {n: v for n, v in document.items() if n not in WHEN and n not in ("only", "id")}
    for name, value in when.items():
        _need(fits(value, WHEN[name]), f"{value!r} does not suit {name}.")
    _check_place(document)
    _check_details(KINDS[document["kind"]], details)
    return Rule(**when, only=document.get("only", {}), details=details)


def _check_place(document: Mapping[str, Any]) -> None:
    kind, route, only = document.get("kind"), document.get("route"), document.get("only", {})
    _need(kind in KINDS, f"There is no kind {kind!r}; there are {', '.join(KINDS)}.")
    _need(route in ROUTES, f"There is no route {route!r}; there are {', '.join(ROUTES)}.")
    run = KINDS[str(kind)]
    _need(run not in FILE_KINDS or route == "file", f"{kind} can only happen to route file.")
    _need(run not in STATUS_KINDS or route == "status", f"{kind} can only happen to route status.")
    _need(isinstance(only, dict) and set(only) <= set(LABELS), f"`only` takes {', '.join(LABELS)}.")


def _check_details(run: Callable[..., None], details: Mapping[str, Any]) -> None:
    taken = dict(inspect.signature(run).parameters)
    taken.pop("exchange")
    for name, value in details.items():
        known = name in taken and fits(value, taken[name].annotation)
        _need(known, f"{run.__name__} does not take {name} = {value!r}; it takes {list(taken)}.")
    for name, parameter in taken.items():
        given = name in details or parameter.default is not parameter.empty
        _need(given, f"{run.__name__} needs {name}.")


def _need(condition: bool, sentence: str) -> None:
    if not condition:
        raise BadRequestError(sentence)
