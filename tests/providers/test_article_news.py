"""Whether an article has news since an earlier reading of its feed."""

import json

import pytest

from providers.errors import UnclearAnswer
from providers.http import Http
from providers.openweb.article_feed import ArticleFeed
from tests.providers.vendor import Vendor

EVENT = {"type": "comment-created", "message": {"id": "sp_1_post_c_a"}}


def says(vendor: Vendor, new_etag: int | None, *events: object) -> None:
    vendor.says(json.dumps({"new_etag": new_etag, "events": events}))


def has_news(http: Http, etag: int = 5) -> bool:
    return ArticleFeed(http, "sp_1", "good-token").has_news("post", etag)


def test_events_behind_the_etag_are_news(vendor: Vendor, http: Http) -> None:
    says(vendor, 6, EVENT)
    assert has_news(http)


@pytest.mark.parametrize("new_etag", [5, 4])
def test_events_that_are_repeated_are_none(vendor: Vendor, http: Http, new_etag: int) -> None:
    says(vendor, new_etag, EVENT)
    assert not has_news(http)


@pytest.mark.parametrize("new_etag", [5, None])
def test_without_events_there_are_none(vendor: Vendor, http: Http, new_etag: int | None) -> None:
    says(vendor, new_etag)
    assert not has_news(http)


def test_an_etag_that_moves_without_events_is_followed_to_the_news(
    vendor: Vendor, http: Http
) -> None:
    says(vendor, 6)
    says(vendor, 7, EVENT)
    assert has_news(http)


def test_of_events_without_an_etag_nobody_can_tell(vendor: Vendor, http: Http) -> None:
    says(vendor, None, EVENT)
    with pytest.raises(UnclearAnswer, match="whether there is news"):
        has_news(http)
