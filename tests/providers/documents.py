"""Samples as OpenWeb's documents print them."""

# The answer of "Export comments by article ID".
FEED = """
{
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
}
"""
