"""HTML becomes text that can be read; what is no formatting stays as it came."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from providers.openweb.plain_text import plain_text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("Just words", "Just words"),
        ("<p>One</p><p>Two<br>Three<br/>Four</p>", "One\nTwo\nThree\nFour"),
        ("a &amp; b &lt;b&gt; &quot;c&quot; &#39;d&#39; &#x1F600;", "a & b <b> \"c\" 'd' 😀"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;", "<script>alert(1)</script>"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>"),
        ("<B>bold</B> <em class='x'>so</em>", "bold so"),
        ("a < b and c > d, <3", "a < b and c > d, <3"),
        ("&amp;lt;", "&lt;"),
        ("  kept  \n\n\n\n as it came\n", "  kept  \n\n\n\n as it came\n"),
        ("<div>a</div><div></div><div></div><div>b</div>", "a\n\nb"),
        ("<ul><li>a</li><li>b</li></ul>", "a\nb"),
        ("<pretend>x</pretend>", "<pretend>x</pretend>"),
        ("", ""),
    ],
)
def test_html_becomes_text(html: str, text: str) -> None:
    assert plain_text(html) == text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ('<a href="https://a.example/">https://a.example/</a>', "https://a.example/"),
        ('buy <a href="https://a.example/x?a=1&amp;b=2" rel="nofollow">here</a>!',
         "buy here (https://a.example/x?a=1&b=2)!"),
        ("<a href=javascript:alert(1)>sign in</a>", "sign in (javascript:alert(1))"),
        ("<a>nowhere</a>", "nowhere"),
    ],
)  # fmt: skip
def test_a_link_does_not_hide_where_it_leads(html: str, text: str) -> None:
    assert plain_text(html) == text


def test_a_number_of_thousands_of_digits_does_no_harm() -> None:
    text = "&#" + "9" * 10_000 + ";"
    assert plain_text(text) == text


@pytest.mark.parametrize(
    "part", ["<a href=", "<a ", "</", "&#", "<p", "<!--", "<a href='x'>", "\n"]
)
def test_long_hostile_texts_take_little_time(part: str) -> None:
    started = time.monotonic()
    plain_text(part * 100_000)
    assert time.monotonic() - started < 5


@given(st.text())
def test_any_text_that_was_escaped_comes_back(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert plain_text(escaped) == text
