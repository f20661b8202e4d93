"""Routes under `/_sandbox/`: what is there, the settings, faults, the truth and the log.

They are never the vendor's."""

from collections import Counter
from collections.abc import Callable

from providers.sandbox.activity.actions import keep_person
from providers.sandbox.answers import Answer, RefusalError, as_json, refused
from providers.sandbox.articles.actions import append_events, keep_article
from providers.sandbox.checks import BadRequestError
from providers.sandbox.exchange import Request, not_found
from providers.sandbox.faults.kinds import rule_of
from providers.sandbox.keeping_spots import keep_spots
from providers.sandbox.onq.actions import happen, keep_tenant
from providers.sandbox.sandbox import Sandbox
from providers.sandbox.truth import truth

PREFIX = "/_sandbox/"


def answer(sandbox: Sandbox, request: Request) -> Answer:
    action = ACTIONS.get((request.method, request.path.removeprefix(PREFIX)))
    if action is None:
        return not_found()
    try:
        return action(sandbox, request)
    except BadRequestError as error:
        return refused(RefusalError(400, str(error)))
    except RefusalError as refusal:
        return refused(refusal)


def health(_sandbox: Sandbox, _request: Request) -> Answer:
    return as_json({"status": "ok"})


def show_settings(sandbox: Sandbox, _request: Request) -> Answer:
    return as_json(vars(sandbox.settings))


def change_settings(sandbox: Sandbox, request: Request) -> Answer:
    """Any of the names in `settings.py`."""
    return as_json(vars(sandbox.configure(request.document())))


def revoke_tokens(sandbox: Sandbox, _request: Request) -> Answer:
    """No token of v4 that was issued so far opens anything any more."""
    sandbox.tokens.revoke()
    return as_json({"status": "ok"})


def show_exports(sandbox: Sandbox, request: Request) -> Answer:
    """Every export that was ever begun, or those of `?spot_id=`, oldest first."""
    found = sandbox.exports.all(request.query.get("spot_id", ""))
    begun = [
        {
            "export_id": export.export_id, "spot_id": export.spot_id, "asked": export.asked,
            "generation": export.generation, "created_at": export.created_at,
            "rows": export.batch.selection.rows, "aborted": export.aborted,
        }
        for export in found
    ]  # fmt: skip
    return as_json({"by_spot": Counter(export.spot_id for export in found), "exports": begun})


def show_faults(sandbox: Sandbox, _request: Request) -> Answer:
    return as_json({"faults": sandbox.faults.armed()})


def arm_fault(sandbox: Sandbox, request: Request) -> Answer:
    return as_json({"id": sandbox.faults.arm(rule_of(request.document()))}, 201)


def disarm_faults(sandbox: Sandbox, request: Request) -> Answer:
    """All, or the one with `?id=`."""
    number = request.query.get("id")
    sandbox.faults.disarm(int(number) if number and number.isdigit() else None)
    return show_faults(sandbox, request)


def show_truth(sandbox: Sandbox, request: Request) -> Answer:
    return truth(sandbox, request.query)


def show_log(sandbox: Sandbox, request: Request) -> Answer:
    """Every vendor request, or those `?after=` a sequence number."""
    after = request.query.get("after", "0")
    if not after.isdigit():
        raise BadRequestError("after is not a number.")
    entries = sandbox.journal.entries(int(after))
    return as_json({"requests": entries, "counters": sandbox.journal.counters()})


def reset(sandbox: Sandbox, _request: Request) -> Answer:
    sandbox.reset()
    return as_json(vars(sandbox.settings))


ACTIONS: dict[tuple[str, str], Callable[[Sandbox, Request], Answer]] = {
    ("GET", "health"): health,
    ("GET", "config"): show_settings,
    ("POST", "config"): change_settings,
    ("POST", "spots"): keep_spots,
    ("POST", "tokens/revoke"): revoke_tokens,
    ("GET", "exports"): show_exports,
    ("GET", "faults"): show_faults,
    ("POST", "faults"): arm_fault,
    ("DELETE", "faults"): disarm_faults,
    ("POST", "articles"): keep_article,
    ("POST", "articles/events"): append_events,
    ("POST", "people"): keep_person,
    ("POST", "tenants"): keep_tenant,
    ("POST", "conversations"): happen,
    ("GET", "truth"): show_truth,
    ("GET", "log"): show_log,
    ("POST", "reset"): reset,
}
