"""The page of previews in a real browser: looked at, used by keyboard, attacked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from support import hostile, hostile_pages, messages
from support.browser import DESKTOP, LOOKS, Look, Tab
from support.pictures import gradient

from wa_sync.kinds.message_template.preview import preview
from wa_sync.model.bubble import Preview
from wa_sync.model.source import mapping
from wa_sync.render.preview.page import page


Visit = Callable[..., Tab]

# by WCAG 2.2: for each selector the least contrast of any text with what is behind it
CONTRAST = """selectors => {
  const light = colour => {
    const [r, g, b] = colour.match(/[0-9.]+/g).slice(0, 3)
      .map(v => v / 255)
      .map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
    return .2126 * r + .7152 * g + .0722 * b;
  };
  const ground = one => getComputedStyle(one).backgroundColor;
  const contrast = element => {
    let behind = element;
    while (!/^rgb\\(/.test(ground(behind))) behind = behind.parentElement;
    const both = [light(getComputedStyle(element).color), light(ground(behind))];
    return (Math.max(...both) + .05) / (Math.min(...both) + .05);
  };
  return selectors.map(one => [one, Math.min(
    ...[...document.querySelectorAll(one)].map(contrast))]);
}"""
TEXTS = (
    *("h2", ".about", ".badge", ".notes li", "summary", "figcaption code"),
    *(".message .body p", ".message .footer", ".message .time", ".message mark"),
    *(".message .button", ".message blockquote", ".message .medium span"),
    *(".message .small", ".message code", ".theme label", ".placeholder", ".title"),
)


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page with every case, and a template in three languages."""
    shown = {one.address.name: one for one in messages.previews()}
    three = [shown["image"], shown["arabic"], shown["hebrew"]]
    greeting = replace(shown["image"].address, key="order_update/en_US")
    several = [replace(one, address=greeting) for one in three]
    pictures = {messages.PHOTO.sha256: gradient(382, 200)}
    file = tmp_path_factory.mktemp("pages") / "previews.html"
    file.write_text(page([*several, *shown.values()], pictures), encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page in which every text of others attacks whoever opens it."""
    shown = [
        _attacked(one, case, poison)
        for poison in ("".join(hostile.POISONS), "\n".join(hostile_pages.MARKUP))
        for one, case in zip(messages.previews(), messages.CASES, strict=True)
    ]
    file = tmp_path_factory.mktemp("pages") / "attacked.html"
    file.write_text(page(shown, {}), encoding="utf-8")
    return file


def _attacked(one: Preview, case: str, poison: str) -> Preview:
    spec = mapping(hostile_pages.poisoned(messages.CASES[case], poison))
    address = hostile.poisoned(one.address, poison, keys=False)
    return replace(one, address=address, category=poison, bubble=preview(spec, {}))


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_it_can_be_looked_at(everything: Path, visit: Visit, look: Look) -> None:
    """In light and dark, on a desktop and a phone, it fits and asks for nothing."""
    tab = visit(everything, look)
    tab.screenshot(f"preview-{look}")
    width = tab.page.evaluate("document.documentElement.scrollWidth")
    assert width == look.size[0]
    assert tab.inert, (tab.asked, tab.said)


@pytest.mark.parametrize("look", LOOKS[:2], ids=str)
def test_it_can_be_read(everything: Path, visit: Visit, look: Look) -> None:
    """Every kind of text is 4.5 times as light or dark as what is behind it."""
    measured = visit(everything, look).page.evaluate(CONTRAST, TEXTS)
    assert [name for name, _ in measured] == list(TEXTS)
    assert [one for one in measured if not 4.5 <= (one[1] or 0) <= 21] == []


def test_every_picture_is_drawn(everything: Path, visit: Visit) -> None:
    """Each icon names a drawing that is in the page, and is seen at its full size."""
    widths = visit(everything).page.evaluate(
        """[...document.querySelectorAll('.icon')]
          .filter(one => one.checkVisibility())
          .map(one => one.firstElementChild.getBoundingClientRect().width)"""
    )
    assert len(widths) > 40
    assert min(widths) >= 9


def test_every_message_has_a_name_and_its_parts(everything: Path, visit: Visit) -> None:
    """Whoever listens is told the language, the texts, and what each button does."""
    tab = visit(everything)
    template = tab.page.get_by_role("region", name="order_update")
    assert template.get_by_role("article").count() == 3
    english = template.get_by_role("article", name="Message in English (US)")
    assert english.aria_snapshot() == (
        '- article "Message in English (US)":\n'
        '  - img "Image assets/spring.png"\n'
        "  - paragraph: Look.\n"
        "  - paragraph: Thanks\n"
        '  - list "Buttons":\n'
        '    - listitem: "Link: Track your order"\n'
        '    - listitem: "Quick reply: Stop promotions"'
    )
    carousel = tab.page.get_by_role("group", name="Carousel of 3 cards")
    assert carousel.get_by_role("group", name="Card").count() == 3
    formatted = tab.page.get_by_role("region", name="formatted")
    assert formatted.get_by_role("blockquote").count() == 1
    assert formatted.get_by_role("list").count() == 2
    assert formatted.get_by_role("strong").first.inner_text() == "Spring sale"


def test_the_keyboard_reaches_what_can_be_used(everything: Path, visit: Visit) -> None:
    """Tab goes from the top to the bottom, and stops at nothing that does nothing."""
    tab = visit(everything)
    reached = []
    for _ in range(9):
        tab.page.keyboard.press("Tab")
        reached.append(
            tab.page.evaluate(
                "(document.activeElement.labels?.[0] ?? document.activeElement)"
                ".innerText"
            )
        )
    assert reached == [
        *("Skip to the content", "System", "27 templates"),
        *("Example values (1)", "Where buttons lead (1)"),
        *("Example values (3)", "Where buttons lead (1)"),
        *("Example values (1)", "Example values (2)"),
    ]
    stops = tab.page.locator("a, input, summary, button, [tabindex]")
    assert tab.page.locator("[tabindex]").count() == 2
    assert tab.page.locator("button").count() == 0
    assert stops.count() == tab.page.evaluate(
        "[...document.querySelectorAll('*')].filter(one => one.tabIndex >= 0).length"
    )


def test_what_is_reached_is_seen(everything: Path, visit: Visit) -> None:
    """What has the focus has an outline, and the skip link comes into view."""
    tab = visit(everything)
    tab.page.keyboard.press("Tab")
    skip = tab.page.get_by_role("link", name="Skip to the content")
    box = skip.bounding_box()
    assert box is not None
    assert box["y"] >= 0
    assert skip.evaluate("one => getComputedStyle(one).outlineStyle") == "solid"


def test_colours_are_chosen_without_a_script(everything: Path, visit: Visit) -> None:
    """By mouse or by arrow keys, whatever the system prefers."""
    tab = visit(everything)

    def ground() -> str:
        return str(
            tab.page.evaluate("getComputedStyle(document.documentElement).background")
        )

    light = ground()
    tab.page.get_by_label("Dark").check(force=True)
    dark = ground()
    assert dark != light
    tab.page.get_by_label("Dark").press("ArrowLeft")
    assert tab.page.get_by_label("Light").is_checked()
    assert ground() == light
    assert (
        visit(everything, Look("dark", "desktop")).page.evaluate(
            "getComputedStyle(document.documentElement).background"
        )
        == dark
    )


def test_more_buttons_are_unfolded(everything: Path, visit: Visit) -> None:
    """Of eight buttons two are seen until somebody asks for all of them."""
    tab = visit(everything)
    template = tab.page.get_by_role("region", name="buttons", exact=True)
    buttons = template.get_by_role("article").get_by_text
    hidden = buttons("Stop promotions")
    assert buttons("Call us").is_visible()
    assert not hidden.is_visible()
    buttons("See all options").press("Enter")
    assert hidden.is_visible()


def test_right_to_left(everything: Path, visit: Visit) -> None:
    """An Arabic message begins at the right, and English beside it at the left."""
    tab = visit(everything)
    for code, side in (("ar-EG", "right"), ("he", "right"), ("en-US", "left")):
        message = tab.page.locator(f"article[lang={code}]").first
        bubble, text = (
            message.locator(part).first.evaluate(
                "one => {const range = document.createRange();"
                "range.selectNodeContents(one);"
                "const {left, right} = range.getBoundingClientRect();"
                "return {left, right}}"
            )
            for part in (".bubble", ".body p")
        )
        away = abs(bubble[side] - text[side])
        assert away < 20, (code, bubble, text)


def test_hostile_texts_do_nothing(attacked: Path, visit: Visit) -> None:
    """No script runs, nothing is fetched, no dialog opens, and all is text."""
    tab = visit(attacked)
    tab.page.wait_for_load_state()
    assert tab.inert, (tab.asked, tab.said)
    assert tab.page.title() == "Message previews"
    assert tab.page.locator("script, img, iframe, b, [onclick], [onload]").count() == 0
    shown = tab.page.locator("article", has_text="<script>alert(1)</script>")
    assert shown.first.is_visible()


def test_the_policy_holds(everything: Path, visit: Visit) -> None:
    """Even what got into the page could run, fetch and paint nothing."""
    tab = visit(everything)
    tab.page.evaluate(
        """() => {
          const put = (tag, given) =>
            document.body.append(Object.assign(document.createElement(tag), given));
          put("script", {textContent: "document.title = 'owned'"});
          put("img", {src: "https://evil.example/a.png"});
          put("style", {textContent: "body {display: none}"});
        }"""
    )
    tab.page.wait_for_load_state()
    assert tab.page.title() == "Message previews"
    assert tab.page.locator("h1").is_visible()
    assert tab.asked == []
    assert len(tab.said) == 3
    assert all("Content Security Policy" in one for one in tab.said)
    assert visit(everything, DESKTOP).inert
