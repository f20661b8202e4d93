"""User activity speaks what "User Activity" shows, word for word."""

import json
from typing import Any

from providers.sandbox.server import Running
from tests.sandbox.calls import call
from tests.sandbox.test_sandbox_article_document import shape

# Copied from the document.
HEADERS = {"x-spot-id": "SPOT_ID", "apikey": "EXPORT_TOKEN", "Content-Type": "application/json"}
REQUEST = b"""\
{"profile_user_id": "PROFILE_USER_ID", "primary_key": "PUBLISHER_PRIMARY_KEY", \
"count": 5,"offset": 0}"""
# Its answer is no JSON: a quote after ARTICLE_TITLE is missing there, and two commas are too many.
SAMPLE = json.loads("""{
    "cursor": {
        "offset": 1,
        "count": 1,
        "has_next": false
    },
    "items": [{
        "data": {
            "spot_id": "SPOT_ID",
            "conversation_id": "CONVERSATION_ID",
            "conversation": {
                "url": "CONVERSATION_URL",
                "type": "link",
                "title": "ARTICLE_TITLE",
                "width": 2000,
                "height": 1333,
                "service": "og",
                "metadata": {},
                "description": "ARTICLE_DESCRIPTION",
                "thumbnail_url": "THUMBNAIL_URL"
            },
            "messages": [{
                "root_comment": "ROOT_COMMENT_ID",
                "parent_id": "",
                "depth": 0,
                "id": "COMMENT_ID",
                "user_id": "USER_ID",
                "written_at": 1606053078,
                "time": 1606053078,
                "replies_count": 0,
                "offset": 0,
                "has_next": false,
                "edited": false,
                "status": "approved",
                "rank": {
                    "ranks_up": 0,
                    "ranks_down": 0
                },
                "replies": [],
                "content": [{
                    "id": "CONTENT_ID",
                    "text": "MESSAGE_TEXT",
                    "type": "text"
                }],
                "deleted": false,
                "published": true,
                "rank_score": 0,
                "type": "comment",
                "metadata": {
                    "previous_state": "approved"
                },
                "flags": null,
                "featured": false,
                "top_featured": false
            }]
        }
    }],
    "users": {
        "USER_ID": {
            "id": "USER_ID",
            "display_name": "DISPLAY_NAME",
            "image_url": "",
            "user_name": "USER_NAME",
            "registered": true,
            "sso_primary_key": "PRIMARY_KEY"
        }
    }
}""")


def answer(sandbox: Running) -> Any:
    sandbox.sandbox.spots.keep("SPOT_ID", "EXPORT_TOKEN")
    sandbox.sandbox.writers.keep("SPOT_ID", "PROFILE_USER_ID", "PUBLISHER_PRIMARY_KEY", 1)
    reply = call(f"{sandbox.url}/v1/user/activity", "POST", REQUEST, HEADERS)
    assert reply.status == 200
    return reply.json()


def test_the_documented_request_gets_the_documented_answer(sandbox: Running) -> None:
    found = answer(sandbox)
    found["users"]["USER_ID"] = found["users"].pop("PROFILE_USER_ID")
    assert shape(found) == shape(SAMPLE)
    assert found["cursor"] == SAMPLE["cursor"]
    assert found["items"][0]["data"]["spot_id"] == "SPOT_ID"
    for name in ("status", "type", "edited", "deleted", "published", "replies", "flags"):
        message = found["items"][0]["data"]["messages"][0]
        assert message[name] == SAMPLE["items"][0]["data"]["messages"][0][name]
