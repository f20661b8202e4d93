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

# The answer of "User Activity", with a missing quote put in and two commas too many taken out.
ACTIVITY = """
{
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
}
"""
