"""Messages in a terminal and as HTML: whole outputs, and hostile texts in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache

import pytest
from support import hostile, hostile_pages, messages
from support.markup import Seen

from wa_sync.kinds.message_template.preview import preview
from wa_sync.model.bubble import Bubble, Header, Media, Preview
from wa_sync.model.source import mapping
from wa_sync.render.preview import bubble_html, text
from wa_sync.render.preview.page import page
from wa_sync.render.style import Style


Golden = Callable[[str, str], None]
PIXEL = b"\x89PNG\r\n\x1a\n"
PICTURES: Mapping[str, bytes] = {messages.PHOTO.sha256: PIXEL}


class TestWhole:
    """Everything that a phone can show is shown as the golden files say."""

    def test_text(self, golden: Golden) -> None:
        """Plain text, with the signs of the formatting."""
        golden("preview/text.txt", text.page(messages.previews(), Style.plain()))

    def test_ansi(self, golden: Golden) -> None:
        """Painted text, without them."""
        golden("preview/text.ansi.txt", text.page(messages.previews(), Style.ansi()))

    @pytest.mark.parametrize("case", messages.CASES)
    def test_bubble(self, golden: Golden, case: str) -> None:
        """The piece of HTML that is one message."""
        drawn = bubble_html(messages.bubble(case), PICTURES)
        golden(f"preview/bubbles/{case}.html", drawn)

    def test_page(self, golden: Golden) -> None:
        """The page of a few, with two languages of one and two accounts."""
        golden("preview/page.html", without_style(page(some(), PICTURES)))


def without_style(shown: str) -> str:
    """A page without its style sheet, which stands in a file of ours, and its hash."""
    bare = re.sub("<style>.*</style>", "<style></style>", shown, flags=re.DOTALL)
    return re.sub("sha256-[^']+", "sha256-…", bare)


def some() -> Sequence[Preview]:
    """Templates of two accounts, one of them in two languages."""
    plain, named, *_ = messages.previews()
    image = messages.previews()[3]
    other = replace(plain.bubble, language="xx", called="xx")
    second = replace(plain, bubble=other)
    return plain, second, named, replace(image, account="other")


class TestNothing:
    """Where there is nothing to be shown, that is said."""

    def test_text(self) -> None:
        """In a terminal, a line."""
        assert text.page((), Style.plain()) == "No template is declared here.\n"

    def test_html(self) -> None:
        """In a page, a sentence."""
        assert "<p>No template is declared here.</p>" in page((), {})

    def test_accounts_are_named_where_there_are_several(self) -> None:
        """One account goes without saying."""
        both = text.page(some(), Style.plain())
        assert both.startswith("Account demo\n\nplain/en_US")
        assert "\n\nAccount other\n\nimage/en_US" in both
        one = messages.previews()[:1]
        assert "Account" not in text.page(one, Style.plain())
        assert 'class="account"' not in page(one, {})


class TestPictures:
    """A local image is in the page, and anything else is a labelled box."""

    def test_an_image(self) -> None:
        """It is an address with the data in it, and says what it is."""
        (attributes,) = images(bubble_html(messages.bubble("image"), PICTURES))
        assert attributes == {
            "class": "picture",
            "src": "data:image/png;base64,iVBORw0KGgo=",
            "alt": "Image assets/spring.png",
        }

    @pytest.mark.parametrize("case", ["image", "video", "document", "offer"])
    def test_no_picture(self, case: str) -> None:
        """What the page does not hold is said by name and size."""
        drawn = bubble_html(messages.bubble(case))
        (asset,) = messages.SAMPLES[case].values()
        assert images(drawn) == []
        assert asset.path in Seen.of(drawn).text

    def test_only_images_are_pictures(self) -> None:
        """The content of a film is no picture, even where it is known."""
        known = {messages.FILM.sha256: PIXEL}
        assert images(bubble_html(messages.bubble("video"), known)) == []
        odd = replace(messages.PHOTO, content_type="image/svg+xml")
        header = replace(messages.bubble("image").header or Header(), asset=odd)
        drawn = replace(messages.bubble("image"), header=header)
        assert images(bubble_html(drawn, PICTURES)) == []
        film = Header(media=Media.VIDEO, asset=messages.PHOTO)
        drawn = replace(messages.bubble("video"), header=film)
        assert images(bubble_html(drawn, PICTURES)) == []


def images(drawn: str) -> list[dict[str, str | None]]:
    """The attributes of every image."""
    return [dict(found) for tag, found in Seen.of(drawn).tags if tag == "img"]


@cache
def attacked(poison: str) -> tuple[Preview, ...]:
    """Every case with a poison around each of its texts, and in names and paths."""
    return tuple(
        replace(
            one,
            account=f"{poison}demo",
            address=hostile.poisoned(one.address, poison, keys=False),
            category=f"{poison}{one.category}",
            source=replace(one.source, file=f"{poison}.yaml"),
            bubble=_attacked(case, poison),
        )
        for one, case in zip(messages.previews(), messages.CASES, strict=True)
    )


def _attacked(case: str, poison: str) -> Bubble:
    spec = mapping(hostile_pages.poisoned(messages.CASES[case], poison))
    samples = messages.SAMPLES.get(case, {})
    return preview(
        spec,
        {
            at: replace(asset, path=f"{poison}{asset.path}")
            for at, asset in samples.items()
        },
    )


TAGS = frozenset(
    {
        *("a", "article", "blockquote", "body", "circle", "code", "defs", "details"),
        *("div", "em", "fieldset", "figcaption", "figure", "h1", "h2", "head"),
        *("header", "html", "img", "input", "label", "legend", "li", "main", "mark"),
        *("meta", "nav", "ol", "p", "path", "s", "samp", "section", "span", "strong"),
        *("style", "summary", "svg", "symbol", "table", "tbody", "td", "th", "thead"),
        *("title", "tr", "ul", "use"),
    }
)
ATTRIBUTES = frozenset(
    {
        *("alt", "aria-hidden", "aria-label", "aria-labelledby", "charset", "checked"),
        *("class", "content", "cx", "cy", "d", "dir", "for", "height", "href"),
        *("http-equiv", "id", "lang", "name", "r", "role", "scope", "src"),
        *("tabindex", "title", "type", "value", "viewbox", "width"),
    }
)


@pytest.mark.parametrize("poison", [*hostile.POISONS, *hostile_pages.MARKUP], ids=ascii)
class TestHostile:
    """Whatever stands in the files, showing it does nothing."""

    def test_terminal(self, poison: str) -> None:
        """No character is left that nobody sees, and no runner finds a command."""
        for style in (Style.plain(), Style.ansi()):
            shown = text.page(attacked(poison), style)
            bare = hostile.without_colour(shown)
            assert hostile.unseen(bare) == []
            assert list(hostile.commands(shown)) == []
            assert list(hostile.commands(bare)) == []

    def test_boxes_stay_boxes(self, poison: str) -> None:
        """No text breaks out of its box: every row of a box ends with a border."""
        for row in text.page(attacked(poison), Style.plain()).split("\n"):
            if row.lstrip(" ").startswith("│"):
                assert row.endswith("│")

    def test_html(self, poison: str) -> None:
        """The page has our elements and attributes only, and leads nowhere."""
        shown = page(attacked(poison), PICTURES)
        seen = Seen.of(shown)
        assert seen.other == ["DOCTYPE html"]
        assert {tag for tag, _ in seen.tags} <= TAGS
        given = [pair for _, pairs in seen.tags for pair in pairs]
        assert {name for name, _ in given} <= ATTRIBUTES
        for name, value in given:
            if name in {"href", "src"}:
                assert (value or "").startswith(("#", "data:image/png;base64,"))
        assert hostile.unseen(shown) == []
        assert list(hostile.commands(shown)) == []
