"""What was loaded of a person's activity (Capture and its rows), and who looked (LookUp)."""

from activity.models.capture import Capture, CaptureState, Conversation, Message
from activity.models.look_up import LookUp, Reason

__all__ = [
    "Capture",
    "CaptureState",
    "Conversation",
    "LookUp",
    "Message",
    "Reason",
]
