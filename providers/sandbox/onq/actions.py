"""What can be told about tenants under `/_sandbox/`, and what happens to their conversations."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from providers.sandbox.answers import Answer, as_json
from providers.sandbox.checks import BadRequestError, fits
from providers.sandbox.exchange import Request
from providers.sandbox.onq.conversations import number_of_id
from providers.sandbox.onq.documents import FIELDS
from providers.sandbox.onq.tenants import DEMO_TENANT, Tenant
from providers.sandbox.sandbox import Sandbox

Changes = dict[int, Mapping[str, Any]]


def keep_tenant(sandbox: Sandbox, request: Request) -> Answer:
    """`key_id` (else the demo's) with `secret`, `audience` and `conversations`, each of which stays
    as it is when left out; null conversations are as many as the settings have."""
    document = request.document()
    key_id = document.get("key_id", DEMO_TENANT.key_id)
    known = sandbox.conversations.tenants.find(str(key_id))
    given = {"conversations": None, **(asdict(known) if known else {}), **document}
    for name, value in {**given, "key_id": key_id}.items():
        _need(name == "conversations" or isinstance(value, str), f"{name} is not a text.")
    _need(given.get("secret") and given.get("audience"), "secret or audience is missing.")
    number = given["conversations"]
    _need(number is None or _is_number(number), "conversations is not a number.")
    sandbox.conversations.tenants.keep(Tenant(key_id, given["secret"], given["audience"], number))
    return as_json({"key_id": key_id, "conversations": number})


def happen(sandbox: Sandbox, request: Request) -> Answer:
    """`change` ({id: {field: value}}), `remove` and `move` (lists of ids, with `to` front or end)
    and `add` (a number) for the tenant with `key_id`, else the demo's; nothing of it when one of
    these is not possible."""
    document, kept = request.document(), sandbox.conversations
    tenant = _tenant(sandbox, document)
    total = kept.total(tenant, sandbox.settings)
    change = _changes(document, total)
    remove, move = (_numbers(document, name, total) for name in ("remove", "move"))
    to, add = document.get("to", "front"), document.get("add", 0)
    _need(to in ("front", "end"), "to is neither front nor end.")
    _need(_is_number(add), "add is not a number.")
    for number, fields in change.items():
        kept.change(tenant, number, fields)
    for number in remove:
        kept.remove(tenant, number)
    for number in move:
        kept.move(tenant, number, to)
    if add:
        tenant = Tenant(tenant.key_id, tenant.secret, tenant.audience, total + add)
        kept.tenants.keep(tenant)
    return as_json({"conversations": len(kept.order(tenant, sandbox.settings))})


def _tenant(sandbox: Sandbox, document: Mapping[str, Any]) -> Tenant:
    tenant = sandbox.conversations.tenants.find(str(document.get("key_id", DEMO_TENANT.key_id)))
    if tenant is None:
        raise BadRequestError("There is no such tenant.")
    return tenant


def _changes(document: Mapping[str, Any], total: int) -> Changes:
    change = document.get("change", {})
    _need(isinstance(change, dict), "change is not an object.")
    for fields in change.values():
        known = isinstance(fields, dict) and set(fields) <= set(FIELDS) - {"id"}
        _need(known, "Only the documented fields can change, and no id.")
    return {_number(identity, total): fields for identity, fields in change.items()}


def _numbers(document: Mapping[str, Any], name: str, total: int) -> list[int]:
    identities = document.get(name, [])
    _need(isinstance(identities, list), f"{name} is no list of ids.")
    return [_number(identity, total) for identity in identities]


def _number(identity: object, total: int) -> int:
    number = number_of_id(identity)
    _need(0 <= number < total, f"There is no conversation {identity!r}.")
    return number


def _is_number(value: object) -> bool:
    return fits(value, int) and isinstance(value, int) and value >= 0


def _need(condition: object, sentence: str) -> None:
    if not condition:
        raise BadRequestError(sentence)
