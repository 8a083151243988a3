"""The words that the previews share, for what is no text of a message."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from wa_sync.model.bubble import Icon, Media


if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_sync.model.bubble import Bubble
    from wa_sync.model.resource import Asset


PRESSES: Final = {
    Icon.REPLY: "Quick reply",
    Icon.LINK: "Link",
    Icon.PHONE: "Phone call",
    Icon.COPY: "Copies a code",
    Icon.CALL: "WhatsApp call",
    Icon.FLOW: "Form",
    Icon.DOCUMENT: "Form",
    Icon.PROMOTION: "Form",
    Icon.REVIEW: "Form",
    Icon.LIST: "Products",
    Icon.PAY: "Payment",
    Icon.CONTACT: "Shares contact data",
    Icon.FILL: "Fills the code in",
    Icon.UNKNOWN: "Button",
}
"""What a button does, for who does not see its icon."""

MEDIA: Final = {
    Media.IMAGE: "Image",
    Media.VIDEO: "Video",
    Media.GIF: "GIF",
    Media.DOCUMENT: "Document",
    Media.LOCATION: "Location",
    Media.PRODUCT: "Product",
    Media.CATALOG: "Catalog",
    Media.ORDER: "Order",
    Media.UNKNOWN: "Header of an unknown format",
}
_LATER: Final = {
    Media.LOCATION: "its place is given when it is sent",
    Media.PRODUCT: "which one is said when it is sent",
    Media.CATALOG: "with the picture of a product",
    Media.ORDER: "its items are given when it is sent",
}
_OTHERS: Final = {"CALL_PERMISSION_REQUEST": "Asks whether the business may call"}

ENDS: Final = "Ends at a time that is given when it is sent"

_KILO, _MEGA = 1_000, 1_000_000


def about(media: Media, asset: Asset | None) -> tuple[str, ...]:
    """Say what is known of a medium: its local sample, or what nobody knows yet."""
    if asset is not None:
        return (asset.path, size(asset.size))
    later = _LATER.get(media)
    return () if later is None else (later,)


def size(octets: int) -> str:
    """Write a number of bytes as people do."""
    if octets >= _MEGA:
        return f"{octets / _MEGA:.1f} MB"
    return f"{octets / _KILO:.0f} kB" if octets >= _KILO else f"{octets} bytes"


def other(kind: str) -> str:
    """Name a component whose look nobody describes."""
    return _OTHERS.get(kind, f"Component of an unknown look: {kind}")


def notes(bubble: Bubble) -> tuple[str, ...]:
    """Say what a reviewer has to know about a preview."""
    found = []
    if bubble.stand_in:
        found.append(
            f"Meta writes this text in {bubble.called}. Only its English is known."
        )
    if bubble.phone_only:
        found.append("Shown on phones only, not on desktops, for its buttons.")
    missing = [
        f"{{{{{one.name}}}}} in {one.part}" for one in bubble.values if not one.text
    ]
    if missing:
        found.append(f"Without an example: {', '.join(missing)}.")
    return tuple(found)


def language(bubble: Bubble) -> str:
    """Name the language, with its code where that says more."""
    return bubble.called or bubble.language or "no language"


def leads(bubble: Bubble) -> Iterator[tuple[str, str]]:
    """Say where buttons lead, as far as that is declared: by label."""
    groups = [("", bubble.buttons)]
    groups += [(f" (card {n})", card.buttons) for n, card in enumerate(bubble.cards, 1)]
    for place, buttons in groups:
        for one in buttons:
            if one.detail:
                yield f"{one.label.text}{place}", "".join(r.text for r in one.detail)
