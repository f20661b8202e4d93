"""Articles as people paste them: any form of the id, or the address with the site's rule."""

import pytest

from providers.openweb.article_ids import id_in_address, post_id_of

RULE = "https://news.example/*/{id}.html"


@pytest.mark.parametrize(
    ("text", "post_id"),
    [
        ("14302157", "14302157"),
        ("  “content_123” \n", "content_123"),
        ("finmb$27444752", "finmb_27444752"),
        ("sp_1abc_finmb$27444752", "finmb_27444752"),
        ("sp_1abc_finmb$27_c_ryGQBs_r_yIWvwP", "finmb_27"),
        ("urn:uri:base64:0a-1b", "urn:uri:base64:0a-1b"),
        ("sp_1abc_urn$3Auri$3Abase64$3A0a-1b", "urn:uri:base64:0a-1b"),
        ("2024/03/title", "2024/03/title"),
        ("v1.5", "v1.5"),
    ],
)
def test_an_id_is_understood_in_all_its_forms(text: str, post_id: str) -> None:
    assert post_id_of(text, "sp_1abc") == post_id


def test_with_a_rule_an_address_will_do() -> None:
    address = "“https://news.example/sport/77.html”"
    assert post_id_of(address, "sp_1abc", RULE) == id_in_address(address, RULE) == "77"


def test_the_sentence_repeats_nothing_that_terminals_obey_or_nobody_sees() -> None:
    with pytest.raises(ValueError, match="“a b c d”"):
        post_id_of("a\x1bb\u202ec\udcffd", "sp_1abc")


@pytest.mark.parametrize("address", ["news.example/77", "news.example?p=77", "news.example:80/77"])
def test_an_address_needs_no_scheme(address: str) -> None:
    with pytest.raises(ValueError, match="is an address"):
        post_id_of(address, "sp_1abc")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "empty"),
        ("two words", "“two words” is no article's id: ids have no spaces"),
        ("sp_2xyz_77", "belongs to the spot sp_2xyz, but this site is sp_1abc"),
        ("sp_1abc", "the spot of the whole site"),
        ("sp_1abc_", "no article's id"),
        ("https://other.example/sport/77.html", "does not fit this site's rule"),
        ("https://news.example/sport/77", "does not fit this site's rule"),
        ("a\x00b", "unreadable"),
        ("x" * 301, "too long"),
        ("https://news.example/" + "x" * 3000, "too long"),
        ("https://news.example/sport/" + "x" * 301 + ".html", "too long"),
        ("https://news.example/sport/%E9.html", "unreadable"),
        ("https://news.example/sport/a%20b.html", "ids have no spaces"),
    ],
)
def test_what_is_no_article_is_refused_with_the_line_and_the_reason(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        post_id_of(text, "sp_1abc", RULE)


def test_an_address_that_the_rule_does_not_fit_holds_no_id() -> None:
    assert id_in_address("https://other.example/sport/77.html", RULE) == ""


def test_an_address_without_a_rule_says_that_a_rule_is_missing() -> None:
    with pytest.raises(ValueError, match=r"“https://news.example/77” is an address.*no rule"):
        post_id_of("https://news.example/77", "sp_1abc")


def test_a_long_line_is_repeated_in_part() -> None:
    with pytest.raises(ValueError, match="x…”") as caught:
        post_id_of("x" * 1900, "sp_1abc")
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize("line", ["<script>alert(1)</script>", "a<b"])
def test_what_looks_like_html_is_no_id(line: str) -> None:
    with pytest.raises(ValueError, match="angle brackets"):
        post_id_of(line, "sp_Dem0Spot")
