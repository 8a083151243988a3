"""Rules about carousels and their cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.kinds.message_template import limits
from wa_sync.kinds.message_template.rules import codes
from wa_sync.kinds.message_template.rules.wording import many
from wa_sync.model.finding import Finding


if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_sync.kinds.message_template.spec import Component, Parts, Template


MEDIA = frozenset({"IMAGE", "VIDEO"})
BUTTONS = {"PRODUCT": ("SPM", "URL")}
BUTTONS_MEDIA = ("QUICK_REPLY", "URL", "PHONE_NUMBER")


def card_button(_: Template, card: Parts) -> Iterator[Finding]:
    """Media cards and product cards have buttons of their own."""
    header = card.find("HEADER")
    product = header is not None and header.format == "PRODUCT"
    allowed = BUTTONS["PRODUCT"] if product else BUTTONS_MEDIA
    for button in card.buttons:
        if button.type not in allowed:
            yield Finding(
                rule="card_button",
                at=button.at,
                message=f"A {'product' if product else 'media'} card has no "
                f"{button.type} button.",
                hint=f"Use {', '.join(allowed)}.",
                meta=codes.INVALID,
            )


def card_buttons_count(_: Template, card: Parts) -> Iterator[Finding]:
    """A media card has one or two buttons, a product card one."""
    header = card.find("HEADER")
    product = header is not None and header.format == "PRODUCT"
    most = limits.PRODUCT_CARD_BUTTONS if product else limits.CARD_BUTTONS[-1]
    count = len(card.buttons)
    if not 1 <= count <= most:
        component = card.find("BUTTONS")
        yield Finding(
            rule="card_buttons_count",
            at=(*component.at, "buttons") if component else card.at,
            message=f"The card has {many(count, 'button')}; a "
            f"{'product' if product else 'media'} card has "
            f"{'1' if most == 1 else f'1 to {most}'}.",
            hint="Add a button." if not count else "Remove some.",
            meta=codes.INVALID,
        )


def card_component(_: Template, card: Parts) -> Iterator[Finding]:
    """A card has a header, buttons and perhaps a body."""
    for component in card.components:
        if component.type not in {"HEADER", "BODY", "BUTTONS"}:
            yield Finding(
                rule="card_component",
                at=component.at,
                message=f"A card has no {component.type} component.",
                hint="Use HEADER, BODY and BUTTONS.",
                meta=codes.INVALID,
            )


def card_header(_: Template, card: Parts) -> Iterator[Finding]:
    """A card shows an image, a video or a product."""
    header = card.find("HEADER")
    if header is None:
        yield Finding(
            rule="card_header",
            at=card.at,
            message="The card has no header.",
            hint="Add {type: HEADER, format: IMAGE, asset: …}.",
            meta=codes.INVALID,
        )
    elif header.format not in MEDIA | {"PRODUCT"}:
        yield Finding(
            rule="card_header",
            at=header.at,
            message="The header of a card is an IMAGE, a VIDEO or a PRODUCT, "
            f"not {header.format or 'without a format'}.",
            hint="Use format: IMAGE.",
            meta=codes.INVALID,
        )


def cards_count(template: Template, carousel: Component) -> Iterator[Finding]:
    """A carousel has two to ten cards."""
    count = len(template.cards)
    if count not in limits.CARDS:
        yield Finding(
            rule="cards_count",
            at=(*carousel.at, "cards") if "cards" in carousel.fields else carousel.at,
            message=f"The carousel has {many(count, 'card')}; {limits.CARDS[0]} to "
            f"{limits.CARDS[-1]} are allowed.",
            hint="Add a card." if count < limits.CARDS[0] else "Remove some.",
            meta=codes.INVALID,
        )


def cards_differ_buttons(template: Template, _: Component) -> Iterator[Finding]:
    """All cards have the same types of buttons, in the same order."""
    for card in template.cards[1:]:
        first = [button.type for button in template.cards[0].buttons]
        own = [button.type for button in card.buttons]
        if own != first:
            yield Finding(
                rule="cards_differ_buttons",
                at=card.at,
                message=f"The card has the buttons {', '.join(own) or 'none'}, "
                f"the first one {', '.join(first) or 'none'}.",
                hint="Give all cards the same buttons, in the same order.",
                meta=codes.INVALID,
            )


def cards_differ_components(template: Template, _: Component) -> Iterator[Finding]:
    """All cards have the same components."""
    for card in template.cards[1:]:
        first = sorted(part.type for part in template.cards[0].components)
        own = sorted(part.type for part in card.components)
        if own != first:
            yield Finding(
                rule="cards_differ_components",
                at=card.at,
                message=f"The card has {', '.join(own) or 'nothing'}, "
                f"the first one {', '.join(first) or 'nothing'}.",
                hint="Give all cards the same components.",
                meta=codes.INVALID,
            )


def cards_differ_header(template: Template, _: Component) -> Iterator[Finding]:
    """All cards have headers of the same format."""
    first = template.cards[0].find("HEADER") if template.cards else None
    for card in template.cards[1:]:
        own = card.find("HEADER")
        if first and own and own.format != first.format:
            yield Finding(
                rule="cards_differ_header",
                at=own.at,
                message=f"The card's header is {own.format}, the first card's "
                f"{first.format}.",
                hint="Give all cards headers of the same format.",
                meta=codes.INVALID,
            )


def carousel_beside(template: Template, _: Component) -> Iterator[Finding]:
    """Beside a carousel there is a body and nothing else."""
    for component in template.parts.components:
        if component.type in {"HEADER", "FOOTER", "BUTTONS", "LIMITED_TIME_OFFER"}:
            yield Finding(
                rule="carousel_beside",
                at=component.at,
                message=f"A template with a carousel has no {component.type} of its "
                "own.",
                hint="Move it into the cards.",
                meta=codes.INVALID,
            )


def carousel_category(template: Template, carousel: Component) -> Iterator[Finding]:
    """A carousel is marketing."""
    if template.category != "MARKETING":
        yield Finding(
            rule="carousel_category",
            at=carousel.at,
            message="A carousel is for MARKETING templates, "
            f"not for {template.category or 'one without a category'}.",
            hint="Use category: MARKETING.",
            meta=codes.INVALID,
        )
