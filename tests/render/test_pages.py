from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError
from support import hostile
from support.markup import Seen

from wa_sync.render import pages
from wa_sync.render.sinks.html import Html
from wa_sync.render.sinks.visible import visible


TEXTS = st.text(max_size=30) | st.sampled_from(
    (*hostile.POISONS, "<script>x</script>", "' onload='x", '"><b>', "&amp;", "]]>-->")
)
SOURCES = sorted(
    one.name for one in files("wa_sync.render.pages").joinpath("templates").iterdir()
)


@given(TEXTS)
def test_whatever_a_template_puts_in_goes_through_the_sink(text: str) -> None:
    """A title of others is one text in an element, and nothing else in the page."""
    seen = Seen.of(pages.page(text, Html("<p>x</p>")))
    clean = Seen.of(pages.page("x", Html("<p>x</p>")))
    assert seen.tags == clean.tags
    assert seen.text.count(visible(text)) >= 2
    assert seen.other == clean.other


def test_what_is_html_already_is_not_escaped_again() -> None:
    """A piece stands in a page as it was made; a plain text does not."""
    body = Html.of("<p>{}</p>", "<b>")
    assert "\n<p>&lt;b&gt;</p></main>" in pages.page("x", body)
    assert Html("{}").of("{}", body) == body


def test_what_is_missing_is_an_error() -> None:
    """A template that asks for what it was not given fails, and shows nothing."""
    with pytest.raises(UndefinedError):
        pages.piece("page.html", title="x")


def test_a_page_may_fetch_and_run_nothing() -> None:
    """The policy names the one style sheet by its hash, and lets nothing else in."""
    page = pages.page("x", Html("<p>x</p>"), styles=("bubble", "preview"))
    sheets = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    assert len(sheets) == 1
    digest = b64encode(sha256(sheets[0].encode()).digest()).decode()
    (policy,) = [
        dict(attributes)["content"]
        for tag, attributes in Seen.of(page).tags
        if ("http-equiv", "Content-Security-Policy") in attributes
    ]
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    for name in ("page", "bubble", "preview"):
        assert pages.source(f"{name}.css") in sheets[0]


FORBIDDEN = (
    *(r"\|\s*safe", "autoescape", "<script", r"\sstyle=", r"\son\w+=", r"url\("),
    *("https?:", "@import", "<iframe", "<object", "<form", "javascript:", "<!--"),
)


@pytest.mark.parametrize("name", SOURCES)
def test_nothing_in_our_own_words_fetches_or_runs(name: str) -> None:
    """No template switches the sink off, and none has a script, a style or a link."""
    found = [one for one in FORBIDDEN if re.search(one, pages.source(name))]
    assert found == []


def test_there_is_something_to_look_at() -> None:
    """The templates are where they are looked for."""
    assert {"page.html", "bubble.html", "page.css", "bubble.css"} <= set(SOURCES)
