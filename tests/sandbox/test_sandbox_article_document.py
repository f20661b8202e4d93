"""The article feed speaks what "Export OpenWeb comments" shows, word for word."""

import json
from typing import Any

from providers.sandbox.server import Running
from tests.sandbox.calls import call

# Copied from the document.
REQUEST = (
    "/v1/spot-conversation-events/text-only?token={EXPORT_TOKEN}&spot_id={SPOT_ID}"
    "&post_id={POST_ID}&etag=0&count={MESSAGES_COUNT}"
)
SAMPLE = json.loads("""{
    "spot_id": "sp_1234abcd",
    "conversation_id": "sp_1234abcd_postID",
    "post_id": "postID",
    "from_etag": 0,
    "new_etag": 6,
    "events": [
        {
            "type": "comment-created",
            "message": {
                "id": "sp_1234abcd_postID_messageID",
                "content": "This is a comment",
                "written_at": "2020-05-06 12:44:00 +0000",
                "offset": 0,
                "user_id": "u_userid"
            }
        },
        {
            "type": "reply-created",
            "message": {
                "id": "sp_1234abcd_postID_messageID_replyID",
                "content": "This is a reply",
                "written_at": "2020-04-09 16:10:53 +0000",
                "offset": 0,
                "nick_name": ""
            }
        }
    ],
    "users": {
        "u_userid": {
            "user_name": "{USER_NAME}",
            "display_name": "{DISPLAY_NAME}"
        }
    }
}""")


def shape(value: Any) -> Any:
    """Names, their order and the types under them."""
    if isinstance(value, dict):
        return [(name, shape(one)) for name, one in value.items()]
    return [shape(one) for one in value] if isinstance(value, list) else type(value)


def test_the_documented_request_gets_the_documented_answer(sandbox: Running) -> None:
    sandbox.sandbox.spots.keep("sp_1234abcd", "03200408ojyT1W")
    sandbox.sandbox.articles.keep("sp_1234abcd", "postID", 2)
    asked = {"EXPORT_TOKEN": "03200408ojyT1W", "SPOT_ID": "sp_1234abcd", "POST_ID": "postID"}
    answer = call(sandbox.url + REQUEST.format(MESSAGES_COUNT=10, **asked)).json()
    comment, reply = (event["message"] for event in answer["events"])
    answer["users"]["u_userid"] = answer["users"].pop(comment["user_id"])
    assert shape(answer) == shape(SAMPLE)
    for name in ("spot_id", "conversation_id", "post_id", "from_etag", "new_etag"):
        assert answer[name] == SAMPLE[name]
    assert [event["type"] for event in answer["events"]] == ["comment-created", "reply-created"]
    assert comment["written_at"] == "2020-05-06 12:44:00 +0000"
    assert reply["id"].startswith(comment["id"] + "_r_")
