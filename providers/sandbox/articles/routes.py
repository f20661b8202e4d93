"""The vendor's routes about articles: a conversation's events, and how many messages there are.

The events are on the page "Export OpenWeb comments", their kinds on the older "Text Only Import";
messages-count is in SpotIM/spotim-integration-docs, its answer's shape known from public clients.
"""

from providers.sandbox.access import check_token
from providers.sandbox.answers import Answer, RefusalError, as_json
from providers.sandbox.articles.feed import events_after
from providers.sandbox.exchange import Exchange, not_found


def article_events(exchange: Exchange) -> Answer:
    """GET /v1/spot-conversation-events/text-only?token=&spot_id=&post_id=&etag=&count=."""
    query, sandbox = exchange.request.query, exchange.sandbox
    spot_id, post_id = query.get("spot_id", ""), query.get("post_id", "")
    check_token(exchange, spot_id, query.get("token", ""))
    if not post_id:
        raise RefusalError(400, "post_id is missing.")
    etag, count = _whole_number(query, "etag") or 0, _whole_number(query, "count")
    settings = sandbox.settings
    conversation = sandbox.articles.conversation(spot_id, post_id, settings)
    return events_after(conversation, etag, count, settings)


def messages_count(exchange: Exchange) -> Answer:
    """GET /v1/messages-count?spot_id=&posts_ids=a,b: no token; unknown articles are left out, and
    without any the object is the empty list that PHP makes of it."""
    query, settings = exchange.request.query, exchange.sandbox.settings
    post_ids = [post_id for post_id in query.get("posts_ids", "").split(",") if post_id]
    if not settings.messages_count:
        return not_found()
    if 0 < settings.messages_count_limit < len(post_ids):
        raise RefusalError(400, f"No more than {settings.messages_count_limit} articles at once.")
    articles, spot_id = exchange.sandbox.articles, query.get("spot_id", "")
    found = [articles.conversation(spot_id, post_id, settings) for post_id in post_ids]
    counts = {one.post_id: articles.visible(one) for one in found if one.size}
    return as_json({"messages_count": counts or []})


def _whole_number(query: dict[str, str], name: str) -> int | None:
    text = query.get(name)
    if text is None:
        return None
    if not (text.isascii() and text.isdigit()):
        raise RefusalError(400, f"{name} is not a number.")
    return int(text)
