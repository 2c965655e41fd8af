"""Properties of formatted text and of forms, for any text there is."""

import html
import re

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.telegram_server import forms, html_text, markdown_text
from tests.telegram_server.entities import clean, cut, settle, units
from tests.telegram_server.http import Request
from tests.telegram_server.refusals import Json, Refusal

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
PIECES = st.lists(st.tuples(TEXT.filter(bool), st.sampled_from(["", "b", "i", "u", "s", "code"])), max_size=6)
STYLE = {"b": "bold", "i": "italic", "u": "underline", "s": "strikethrough", "code": "code"}


@given(PIECES)
def test_escaped_html_is_read_back(pieces: list[tuple[str, str]]) -> None:
    """Text escaped by html.escape and put into tags comes out as it was, each entity covering its piece."""
    source = "".join(f"<{tag}>{html.escape(text)}</{tag}>" if tag else html.escape(text) for text, tag in pieces)
    text, entities = html_text.parse(source)

    assert text == "".join(one for one, _ in pieces)
    assert [(one["type"], cut(text, one["offset"], one["length"])) for one in entities] == [
        (STYLE[tag], piece) for piece, tag in pieces if tag
    ]


@given(TEXT.filter(lambda text: "\n" not in text))
def test_escaped_markdown_is_read_back(source: str) -> None:
    """Text with every reserved character escaped is itself in MarkdownV2."""
    escaped = re.sub(r"([\\_*\[\]()~`>#+\-=|{}.!])", r"\\\1", source)

    assert markdown_text.parse(escaped) == (source, [])


@given(TEXT, st.lists(st.tuples(st.integers(-2, 45), st.integers(-2, 45)), max_size=3))
def test_entities_are_refused_or_inside_the_text(source: str, places: list[tuple[int, int]]) -> None:
    """What is accepted lies within the trimmed text, sorted, on whole characters."""
    given: list[Json] = [{"type": "bold", "offset": offset, "length": length} for offset, length in places]
    try:
        text, entities = settle(source, given, 4096)
    except Refusal:
        return

    assert text == clean(source).strip()
    assert [one["offset"] for one in entities] == sorted(one["offset"] for one in entities)
    for one in entities:
        assert 0 <= one["offset"] < one["offset"] + one["length"] <= units(text)
        assert "\ufffd" not in cut(text, one["offset"], one["length"]) or "\ufffd" in text


@pytest.mark.parametrize(
    ("source", "text"), [("&lt;&#60;&#x3c;&amp;&quot;", '<<<&"'), ("&nbsp;&#0;& &", "&nbsp;&#0;& &"), ("</b", None)]
)
def test_references(source: str, text: str | None) -> None:
    """Four names and numbers are known; everything else stays as it is written."""
    if text is None:
        with pytest.raises(Refusal, match="Unexpected end tag"):
            html_text.parse(source)
    else:
        assert html_text.parse(source) == (text, [])


@given(TEXT, st.binary(max_size=200))
def test_multipart_forms_are_read_back(text: str, content: bytes) -> None:
    """Fields and files arrive byte by byte as httpx sends them."""
    files = {"photo": ("图.jpg", content, "image/jpeg")}
    sent = httpx.Request("POST", "http://127.0.0.1/", data={"caption": text}, files=files)
    body = sent.read()
    fields, uploads = forms.read(Request("POST", "/", "", dict(sent.headers), body))

    assert fields == {"caption": text}
    assert uploads["photo"].content == content
    assert (uploads["photo"].name, uploads["photo"].mime) == ("图.jpg", "image/jpeg")


@given(st.dictionaries(st.text("abc_", min_size=1), TEXT))
def test_urlencoded_forms_are_read_back(data: dict[str, str]) -> None:
    """Any text survives a URL-encoded form."""
    sent = httpx.Request("POST", "http://127.0.0.1/", data=data)

    assert forms.read(Request("POST", "/", "", dict(sent.headers), sent.read())) == (data, {})
