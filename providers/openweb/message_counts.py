"""How many messages articles have: GET /v1/messages-count, which needs no key.

Follows the README of OpenWeb's integration documents; the answer's shape and the 30 articles a
call are known from public clients only. So this may be wrong or missing, and is only for showing.
"""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

import msgspec

from providers.errors import ProviderError
from providers.http import Http, decode
from providers.openweb.ids import escape_post_id
from providers.values import whole_number

BATCH = 30


class _Counts(msgspec.Struct):
    messages_count: Any = None


def counts(http: Http, spot_id: str, post_ids: Sequence[str]) -> dict[str, int]:
    """The number of messages by article, without articles that OpenWeb says nothing about.

    Empty when any call fails: half of a sum would mislead.
    """
    # A comma would end the id, and the vendor's own escaping has another character for it.
    asked = {post_id.replace(",", ";"): post_id for post_id in post_ids}
    found: dict[str, int] = {}
    try:
        for batch in _batches(list(asked)):
            numbers = _ask(http, spot_id, batch)
            for sent in batch:
                number = whole_number(numbers.get(sent, numbers.get(escape_post_id(sent))))
                if number is not None:
                    found[asked[sent]] = number
    except ProviderError:
        return {}
    return found


def _batches(post_ids: Sequence[str]) -> Iterator[list[str]]:
    waiting = iter(post_ids)
    while batch := list(islice(waiting, BATCH)):
        yield batch


def _ask(http: Http, spot_id: str, batch: Sequence[str]) -> dict[str, Any]:
    params: dict[str, str | int] = {"spot_id": spot_id, "posts_ids": ",".join(batch)}
    answer = decode(http.call("GET", "/v1/messages-count", params=params), _Counts)
    # PHP's empty object is a list.
    return answer.messages_count if isinstance(answer.messages_count, dict) else {}
