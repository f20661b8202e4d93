"""All kinds of faults by name, and checking a rule against them before it is armed."""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any

from providers.sandbox.checks import BadRequestError, fits
from providers.sandbox.faults import archives, line, replies
from providers.sandbox.faults.rules import MIX, Rule

FILE_KINDS: tuple[Callable[..., None], ...] = (
    archives.corrupt_zip, archives.bomb, archives.path_trick, archives.not_a_zip, archives.encoding,
)  # fmt: skip
STATUS_KINDS: tuple[Callable[..., None], ...] = (replies.missing_count, replies.no_links)
STATUS_ROUTES = {"status", "v2-status", "v4-status"}
ANY_KINDS: tuple[Callable[..., None], ...] = (
    line.slow, line.hang, line.drip, line.reset, line.truncate,
    replies.status, replies.garbage, replies.html, replies.cut_json, replies.success_false,
    replies.unknown_status_word, replies.expired_link, replies.redirect,
)  # fmt: skip
KINDS = {kind.__name__: kind for kind in (*ANY_KINDS, *STATUS_KINDS, *FILE_KINDS)}
# What may go wrong anywhere and leaves a careful client nothing worse than another attempt.
PASSING: tuple[Mapping[str, Any], ...] = (
    {"kind": "status", "code": 500}, {"kind": "status", "code": 503, "retry_after": 1},
    {"kind": "status", "code": 429, "retry_after": 1}, {"kind": "html"}, {"kind": "garbage"},
    {"kind": "cut_json"}, {"kind": "truncate"}, {"kind": "reset"},
    {"kind": "reset", "when": "after"},
)  # fmt: skip
ROUTES = (
    "export", "status", "v2-export", "v2-status", "v2-list", "v2-abort", "v4-auth", "v4-export",
    "v4-status", "v4-list", "v4-abort", "file", "text-only", "messages-count", "activity",
    "conversations", "*",
)  # fmt: skip
WHEN = {one.name: one.type for one in fields(Rule) if one.name not in ("only", "details")}
LABELS = ("spot_id", "export_id", "number", "post_id", "user_id", "page")


def rule_of(document: Mapping[str, Any]) -> Rule:
    """A rule from JSON; BadRequestError when a name or value in it means nothing."""
    when = {name: value for name, value in document.items() if name in WHEN}
    details = {n: v for n, v in document.items() if n not in WHEN and n not in ("only", "id")}
    for name, value in when.items():
        _need(fits(value, WHEN[name]), f"{value!r} does not suit {name}.")
    only, routes = document.get("only", {}), _routes(document)
    _need(isinstance(only, dict) and set(only) <= set(LABELS), f"`only` takes {', '.join(LABELS)}.")
    if document.get("kind") == MIX:
        details = {"of": _mixture(details, routes)}
    else:
        _check_kind(document.get("kind"), details, routes)
    return Rule(**when, only=only, details=details)


def _routes(document: Mapping[str, Any]) -> set[str]:
    routes = str(document.get("route", "")).split()
    for route in routes or [""]:
        _need(route in ROUTES, f"There is no route {route!r}; there are {', '.join(ROUTES)}.")
    return set(routes)


def _mixture(details: Mapping[str, Any], routes: set[str]) -> list[Mapping[str, Any]]:
    """The faults to draw from, each a kind with its details; without any the passing ones."""
    faults = details.get("of", list(PASSING))
    _need(set(details) <= {"of"}, f"{MIX} takes only `of`.")
    _need(isinstance(faults, list) and bool(faults), "`of` is not a list of faults.")
    for fault in faults:
        _need(isinstance(fault, dict), f"{fault!r} is not a fault.")
        rest = {name: value for name, value in fault.items() if name != "kind"}
        _check_kind(fault.get("kind"), rest, routes)
    return list(faults)


def _check_kind(kind: object, details: Mapping[str, Any], routes: set[str]) -> None:
    _need(kind in KINDS, f"There is no kind {kind!r}; there are {', '.join((*KINDS, MIX))}.")
    run = KINDS[str(kind)]
    _need(run not in FILE_KINDS or routes == {"file"}, f"{kind} can only happen to route file.")
    _need(
        run not in STATUS_KINDS or routes <= STATUS_ROUTES,
        f"{kind} can only happen to the routes {', '.join(sorted(STATUS_ROUTES))}.",
    )
    _check_details(run, details)


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
