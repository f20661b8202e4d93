"""What can be told about people under `/_sandbox/`: that they exist and how much they wrote."""

from providers.sandbox.answers import Answer, as_json
from providers.sandbox.checks import BadRequestError, fits
from providers.sandbox.exchange import Request
from providers.sandbox.sandbox import Sandbox
from providers.sandbox.spots import DEMO_SPOT


def keep_person(sandbox: Sandbox, request: Request) -> Answer:
    """`user_id` (and `spot_id`, else the demo's) has written so many `messages`, and may have a
    `primary_key`, without which the person is not registered."""
    document = {"spot_id": DEMO_SPOT, "primary_key": "", **request.document()}
    for name in ("spot_id", "user_id", "primary_key"):
        if not isinstance(document.get(name), str):
            raise BadRequestError(f"{name} is not a text.")
    messages = document.get("messages", -1)
    if not document["user_id"] or not fits(messages, int) or messages < 0:
        raise BadRequestError("user_id is missing, or messages is not a number of messages.")
    given = {name: document[name] for name in ("spot_id", "user_id", "primary_key", "messages")}
    sandbox.writers.keep(**given)
    return as_json(given)
