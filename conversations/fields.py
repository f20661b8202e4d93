"""What each documented field of a conversation is called here, and what it means.

The meanings are those of onQ's "Conversations API", in other words.
"""

from collections.abc import Mapping
from typing import NamedTuple


class Field(NamedTuple):
    """`name` is onQ's own; a `limit` of 0 is none."""

    name: str
    label: str
    meaning: str
    is_limit: bool = False


FIELDS = (
    Field("name", "Name", "The conversation's name."),
    Field("content_name", "Content", "The name of its content."),
    Field("type", "Type", "A course, a sequence or a resource."),
    Field("sub_type", "Sub type", "Public, private or external."),
    Field("status", "Running state", "Whether it is to come, runs or has ended."),
    Field("register_status", "Registration", "Whether one can register for it."),
    Field("start_on", "Starts", "When it starts or started."),
    Field("end_on", "Ends", "When it ends or ended."),
    Field("start_register_on", "Registration starts", "From when one can register for it."),
    Field("close_on", "Registration closes", "Until when one can register for it."),
    Field("open_questions_count", "Questions waiting", "How many questions nobody has answered."),
    Field("to_facilitator_count", "Private messages", "How many were written to its facilitators."),
    Field("registered_user_count", "People", "How many are registered, facilitators apart."),
    Field("max_user_count", "Room for people", "How many people may register.", is_limit=True),
    Field("registered_facilitator_count", "Facilitators", "How many facilitators are registered."),
    Field(
        "max_facilitator_count",
        "Room for facilitators",
        "How many facilitators may register.",
        is_limit=True,
    ),
    Field(
        "max_count",
        "Room for all",
        "How many people and facilitators may register together.",
        is_limit=True,
    ),
    Field("visible", "Visible", "Whether everybody can come in without an invitation."),
    Field("active", "Active", "Whether the conversation is active."),
    Field(
        "private_mode",
        "Private mode",
        "Whether only their author and the facilitator see reactions and comments.",
    ),
    Field("last_updated_on", "Last update", "When something happened in it last."),
    Field("created_on", "Created", "When it was created."),
    Field("external_code", "External code", "What it is called in another system."),
    Field("org_id", "Organization", "The id of the organization it belongs to."),
    Field("onq_id", "Id", "onQ's id of the conversation."),
)
BY_NAME: Mapping[str, Field] = {field.name: field for field in FIELDS}

# The values that the document names. Others are shown as onQ sent them.
WORDS: Mapping[str, Mapping[str, str]] = {
    "type": {"course": "Course", "sequence": "Sequence", "resource": "Resource"},
    "sub_type": {"PUBLIC": "Public", "PRIVATE": "Private", "EXTERNAL": "External"},
    # "open" comes before "started" in the document, so it is read as what has not begun.
    "status": {"open": "Not started", "started": "Started", "ended": "Ended"},
    "register_status": {
        "available": "Available",
        "open": "Open to join",
        "closed": "Closed",
    },
}
NOT_SENT = "not sent"
FLAG_WORDS = {True: "yes", False: "no", None: NOT_SENT}


def words_of(name: str, value: str) -> str:
    """What a value of one of WORDS is called here."""
    return WORDS[name].get(value, value) or NOT_SENT
