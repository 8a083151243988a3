"""A whole template: its parts in the order of the phone, with sample values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.kinds.message_template import spec
from wa_sync.kinds.message_template.languages import LANGUAGES
from wa_sync.kinds.message_template.preview import buttons, texts, wordings
from wa_sync.model.bubble import Bubble, Card, Header, Media, Offer, Value
from wa_sync.model.source import mapping, text


if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from wa_sync.model.bubble import Line
    from wa_sync.model.resource import Asset
    from wa_sync.model.source import Pointer, Spec


_DRAWN = frozenset(
    {"HEADER", "BODY", "FOOTER", "BUTTONS", "LIMITED_TIME_OFFER", "CAROUSEL"}
)
_MEDIA = {media.name: media for media in Media}
# what a phone puts at the head of a message for the sake of its button
_HEADS = {"CATALOG": Media.CATALOG, "SPM": Media.PRODUCT, "ORDER_DETAILS": Media.ORDER}


def preview(variant: Spec, assets: Mapping[Pointer, Asset]) -> Bubble:
    """Draw a template from its normal form; ``assets`` by the place of their handle.

    Takes any form, a live one too: what is missing is left out, what nobody knows is
    named.
    """
    template = spec.read(variant)
    parts = template.parts
    language = text(variant.get("language"))
    body = parts.find("BODY")
    said = texts.body(template, body)
    return Bubble(
        language=language,
        called=LANGUAGES.get(language, language),
        right_to_left=wordings.right_to_left(language),
        header=_header(parts, assets),
        body=texts.lines(said),
        offer=_offer(parts),
        footer=texts.footer(parts.find("FOOTER")),
        buttons=buttons.buttons(parts),
        cards=tuple(_card(card, assets) for card in template.cards),
        others=tuple(c.type for c in parts.components if c.type not in _DRAWN),
        library=text(variant.get("library_template_name")),
        values=tuple(_values(template)),
        stand_in=texts.by_meta(template) and language.partition("_")[0] != "en",
        phone_only=buttons.many_at_once(parts),
    )


def _header(parts: spec.Parts, assets: Mapping[Pointer, Asset]) -> Header | None:
    written = parts.find("HEADER")
    if written is None:
        heads = (_HEADS.get(button.type) for button in parts.buttons)
        media = next(filter(None, heads), None)
        return Header(media=media) if media else None
    if written.format in {"TEXT", ""}:
        return Header(text=texts.header(written))
    media = _MEDIA.get(written.format, Media.UNKNOWN)
    return Header(media=media, asset=assets.get((*written.at, *_SAMPLE)))


_SAMPLE: Pointer = ("example", "header_handle")


def _card(card: spec.Parts, assets: Mapping[Pointer, Asset]) -> Card:
    body = card.find("BODY")
    lines: tuple[Line, ...] = texts.lines(texts.filled(body)) if body else ()
    return Card(_header(card, assets), lines, buttons.buttons(card))


def _offer(parts: spec.Parts) -> Offer | None:
    written = parts.find("LIMITED_TIME_OFFER")
    if written is None:
        return None
    fields = mapping(written.fields.get("limited_time_offer"))
    codes = (
        "".join(spec.button_examples(button)[:1])
        for button in parts.buttons
        if button.type == "COPY_CODE"
    )
    expires = fields.get("has_expiration") is True
    return Offer(text(fields.get("text")), expires, next(codes, ""))


def _values(template: spec.Template) -> Iterator[Value]:
    yield from texts.values("", template.parts)
    yield from buttons.values(template.parts)
    for number, card in enumerate(template.cards, 1):
        yield from texts.values(f"card {number} ", card)
        for value in buttons.values(card):
            yield value._replace(part=f"card {number} {value.part}")
