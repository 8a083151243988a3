"""Messages for a terminal: each in a box, and beside it what the box cannot show."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from wa_sync.model.bubble import Icon, Run, Shape
from wa_sync.render.preview import words
from wa_sync.render.preview.box import Box
from wa_sync.render.sinks.terminal import Text, line
from wa_sync.render.style import Role


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wa_sync.model.bubble import Bubble, Button, Card, Header, Line, Offer, Preview
    from wa_sync.render.style import Style


_WIDE, _CARD = 44, 32
_BEFORE = {
    Shape.QUOTE: Text("▎ "),
    Shape.BULLET: Text("• "),
    Shape.PLAIN: Text(""),
}
_SIGNS = {
    Icon.REPLY: "↩",
    Icon.LINK: "↗",
    Icon.PHONE: "☏",
    Icon.COPY: "⧉",
    Icon.CALL: "☏",
    Icon.FLOW: "▤",
    Icon.DOCUMENT: "▤",
    Icon.PROMOTION: "▤",
    Icon.REVIEW: "▤",
    Icon.LIST: "☰",
    Icon.PAY: "¤",
    Icon.CONTACT: "@",
    Icon.FILL: "✎",
    Icon.UNKNOWN: "?",
}


def page(previews: Sequence[Preview], style: Style) -> Text:
    """Show previews below each other, for a terminal or a log.

    Those of one account have to follow each other.
    """
    if not previews:
        return Text("No template is declared here.\n")
    several = len({one.account for one in previews}) > 1
    shown: list[Text] = []
    for account, alike in groupby(previews, key=lambda one: one.account):
        if several:
            shown.append(line("{}\n", style.paint(Role.STRONG, f"Account {account}")))
        shown += (_one(preview, style) for preview in alike)
    return Text("\n").join(shown)


def _one(preview: Preview, style: Style) -> Text:
    bubble = preview.bubble
    about = (words.language(bubble), preview.category)
    place = f"{preview.source.file}:{preview.source.line}"
    title = line(
        "{}  {}  {}",
        style.paint(Role.STRONG, preview.address.key),
        Text(" · ").join(filter(None, about)),
        style.paint(Role.FAINT, place),
    )
    rows = (title, *bubble_text(bubble, style), *_beside(bubble, style))
    return line("{}\n", Text("\n").join(rows))


def bubble_text(bubble: Bubble, style: Style) -> Iterator[Text]:
    """Draw one message as rows of a terminal, without line ends."""
    turned = bubble.right_to_left and not bubble.stand_in
    box = Box(_WIDE, style, from_the_right=turned)
    _header(box, bubble.header)
    if bubble.offer is not None:
        _offer(box, bubble.offer)
    if bubble.library:
        box.write(
            [Run(f"(the text of {bubble.library} in Meta's library)")], Role.FAINT
        )
    _body(box, bubble.body)
    if bubble.footer:
        box.write(bubble.footer, Role.FAINT)
    for other in bubble.others:
        box.write([Run(f"({words.other(other)})")], Role.FAINT)
    _buttons(box, bubble.buttons, bubble.at_once)
    yield from box.rows()
    for number, card in enumerate(bubble.cards, 1):
        small = Box(_CARD, style, from_the_right=turned)
        small.write([Run(f"card {number} of {len(bubble.cards)}")], Role.FAINT)
        _card(small, card)
        yield from (line("  {}", row) for row in small.rows())


def _card(box: Box, card: Card) -> None:
    _header(box, card.header)
    _body(box, card.body)
    _buttons(box, card.buttons, len(card.buttons))


def _header(box: Box, header: Header | None) -> None:
    if header is None:
        return
    if header.media is None:
        box.write(header.text, Role.STRONG)
        return
    known = words.about(header.media, header.asset)
    said = ", ".join((words.MEDIA[header.media], *known))
    box.write([Run(f"[{said}]")], Role.FAINT)


def _offer(box: Box, offer: Offer) -> None:
    before = Text("▌ ")
    box.write([Run(offer.text)], Role.STRONG, before=before)
    if offer.expires:
        box.write([Run(words.ENDS)], Role.FAINT, before=before)
    if offer.code:
        box.write([Run(f"Code: {offer.code}")], before=before)


def _body(box: Box, body: Sequence[Line]) -> None:
    for one in body:
        before = _BEFORE.get(one.shape)
        if before is None:
            before = line("{}. ", one.number)
        box.write(one.runs, before=before)


def _buttons(box: Box, buttons: Sequence[Button], at_once: int) -> None:
    for place, button in enumerate(buttons):
        if place == at_once:
            box.rule()
            box.middle([Run("☰ See all options:")], Role.INFO)
        box.rule()
        box.middle([Run(f"{_SIGNS[button.icon]} "), button.label], Role.INFO)


def _beside(bubble: Bubble, style: Style) -> Iterator[Text]:
    for value in bubble.values:
        if value.text:
            name = style.paint(Role.FAINT, f"{value.part} {{{{{value.name}}}}} =")
            yield line("  {} {}", name, value.text)
    for label, detail in words.leads(bubble):
        yield line("  {} {}", style.paint(Role.FAINT, f"{label} →"), detail)
    for note in words.notes(bubble):
        yield line("  {} {}", style.paint(Role.WARNING, "!"), note)
