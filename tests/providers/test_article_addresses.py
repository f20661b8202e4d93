"""A site's rule: which addresses it fits, which id it finds, and how long that may take."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from providers.openweb.article_addresses import compile_rule

RULE = "https://news.example/*/{id}.html"


def found(rule: str, address: str) -> str | None:
    return compile_rule(rule).find(address)


@pytest.mark.parametrize(
    ("rule", "address"),
    [
        ("https://news.example/{id}", "https://news.example/77"),
        ("https://news.example/{id}-*", "https://news.example/77-a-long-title"),
        ("https://news.example/*-{id}", "https://news.example/a-long-title-77"),
        ("https://news.example/*-{id}.html", "https://news.example/a-long-title-77.html"),
        ("https://news.example/*,{id},*.html", "https://news.example/a,b,77,c.html"),
        ("https://news.example/{id}/*", "https://news.example/77/title"),
        ("https://news.example/*/{id}", "https://news.example/sport/77"),
        ("https://news.example/*/{id}/*", "https://news.example/sport/77/title/"),
        ("https://news.example/**/{id}.html", "https://news.example/77.html"),
        ("https://news.example/**/{id}.html", "https://news.example/sport/2024/77.html"),
        ("https://news.example/{id}/**", "https://news.example/77/title/2"),
        ("https://news.example/?p={id}", "https://news.example?p=77"),
        ("https://news.example/?p={id}", "https://news.example/?utm=x&p=77&p=78#top"),
        ("https://news.example/*?id=a-{id}&lang=*", "news.example/read?lang=de&id=a-77"),
        ("https://*.news.example/{id}", "https://sport.news.example/77"),
        ("https://news.example:8080/{id}", "http://news.example:8080/77"),
        ("https://news.example/übersicht/{id}", "https://news.example/%C3%BCbersicht/77"),
    ],
)
def test_the_id_is_found_wherever_the_rule_has_it(rule: str, address: str) -> None:
    assert found(rule, address) == "77"


@pytest.mark.parametrize(
    "address",
    [
        "https://news.example/sport/77.html",
        "http://news.example/sport/77.html",
        "news.example/sport/77.html",
        "https://www.news.example/sport/77.html",
        "https://m.news.example/sport/77.html",
        "HTTPS://NEWS.EXAMPLE/Sport/77.HTML",
        "https://news.example//sport/77.html/",
        "https://news.example/sport/77.html?utm_source=x&u=https://other.example/1.html",
        "https://news.example/sport/77.html#comments/1",
        "https://news.example/s%70ort/%37%37.html",
        "https://somebody@news.example/sport/77.html",
    ],
)
def test_how_an_address_is_written_makes_no_difference(address: str) -> None:
    assert found(RULE, address) == "77"


@pytest.mark.parametrize(
    "address",
    [
        "https://amp.news.example/sport/77.html",
        "https://news.example/amp/sport/77.html",
        "https://news.example/sport/77.html/amp/",
        "https://news.example/sport/77.amp.html",
        "https://news.example/sport/77.html?amp=1",
        "https://news-example.cdn.ampproject.org/c/s/news.example/sport/77.html",
        "https://news-example.cdn.ampproject.org/v/s/amp.news.example/sport/77.html?amp_js_v=1",
        "https://www.google.com/amp/s/www.news.example/sport/77.html",
    ],
)
def test_amp_addresses_lead_to_the_same_id(address: str) -> None:
    assert found(RULE, address) == "77"


def test_a_rule_may_be_written_like_an_amp_address() -> None:
    assert found("https://amp.news.example/*/{id}.amp.html", "news.example/sport/77.html") == "77"


@pytest.mark.parametrize(
    ("address", "post_id"),
    [
        ("https://news.example/sport/AbC.html", "AbC"),
        ("https://news.example/sport/caf%C3%A9.html", "café"),
        ("https://news.example/sport/a%2Fb.html", "a/b"),
        ("https://news.example/sport/77.html.html", "77.html"),
        ("https://news.example/İİ/77.html", "77"),
    ],
)
def test_the_id_is_as_the_publisher_wrote_it(address: str, post_id: str) -> None:
    assert found(RULE, address) == post_id


@pytest.mark.parametrize(
    "address",
    [
        "https://other.example/sport/77.html",
        "https://news.example.other/sport/77.html",
        "https://other.example/news.example/sport/77.html",
        "https://news.example/77.html",
        "https://news.example/sport/2024/77.html",
        "https://news.example/sport/77.html/print",
        "https://news.example/sport/77",
        "https://news.example/sport/.html",
        "https://[news.example/sport/77",
        "77",
        "",
    ],
)
def test_another_address_does_not_fit(address: str) -> None:
    assert found(RULE, address) is None


def test_a_value_that_is_missing_or_empty_does_not_fit() -> None:
    rule = "https://news.example/?p={id}&lang=de"
    assert found(rule, "https://news.example/?p=77") is None
    assert found(rule, "https://news.example/?p=&lang=de") is None


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        ("", "needs {id} once"),
        ("https://news.example/*.html", "needs {id} once"),
        ("https://news.example/{id}/{id}", "needs {id} once"),
        (r"-(\d+)$", "no regular expression"),
        ("https://news.example/{id} or so", "no regular expression"),
        ("https://news.example/{slug}/{id}", "Only {id} stands in braces"),
        ("https://news.example/*{id}", "Between {id} and *"),
        ("https://news.example/{id}*", "Between {id} and *"),
        ("https://news.example/**/{id}/**", "may stand once"),
        ("https://news.example/a**/{id}", "may stand once"),
        ("/sport/{id}.html", "begins with the site's host"),
        ("{id}", "begins with the site's host"),
        ("https://{id}.example/", "begins with the site's host"),
        ("https://news.example/#{id}", "in the path, or after the"),
        ("https://news.example/?{id}=1", "in the path, or after the"),
        ("https://news.example/{id}" + "x" * 300, "too long"),
        ("https://news.example/\x00{id}", "unreadable"),
    ],
)
def test_a_rule_that_cannot_work_is_refused(rule: str, why: str) -> None:
    with pytest.raises(ValueError, match=why.replace("{", r"\{").replace("*", r"\*")):
        compile_rule(rule)


STARS = "-".join(["*"] * 60)


@pytest.mark.timeout(10)
@pytest.mark.parametrize(
    ("rule", "part"),
    [
        (f"https://news.example/{STARS}-{{id}}-{STARS}.html", "-" * 1900),
        (f"https://news.example/{STARS}-{{id}}.html", "-a" * 950),
        ("https://news.example/" + "*/" * 60 + "{id}.html", "a/" * 950),
        ("https://news.example/**/{id}/" + "*a*/" * 20 + "end", "a/" * 950),
        (f"https://*.news.example/?id={STARS}-{{id}}.", "?id=" + "-" * 1900),
    ],
)
def test_a_hostile_address_is_done_with_at_once(rule: str, part: str) -> None:
    """With regular expressions the first of these takes longer than the universe has had."""
    assert not any(found(rule, f"https://news.example/{part}") for _ in range(20))


@given(st.text(max_size=60))
def test_whatever_is_pasted_only_fits_or_does_not(text: str) -> None:
    for rule in (RULE, "https://*/**/{id}", "*.example/?p={id}"):
        for address in (text, f"https://news.example/{text}", f"news.example/?{text}&p={text}"):
            assert found(rule, address) != ""
