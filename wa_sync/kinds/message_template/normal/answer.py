"""A template as Meta answers it → a live resource, in the normal form of declarations.

What only Meta writes becomes a fact; what Meta adds to a declaration unasked (signed
media URLs, authentication texts, defaults) is dropped. So the spec of a live template
is a declaration that a person could have written, and importing needs no inverse.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.kinds.message_template.limits import TTL_DEFAULT_AUTHENTICATION
from wa_sync.kinds.message_template.normal.declared import normalize
from wa_sync.kinds.message_template.normal.example import MEDIA
from wa_sync.kinds.message_template.normal.otp import expiration, is_otp, otp
from wa_sync.kinds.message_template.normal.unknown import (
    OF_BUTTON,
    OF_COMPONENT,
    set_apart,
)
from wa_sync.model.resource import Address, Live


if TYPE_CHECKING:
    from collections.abc import Mapping

    from wa_sync.model.source import Json, Spec


KIND = "message_template"
DECLARABLE = frozenset(
    {
        "name",
        "language",
        "category",
        "sub_category",
        "parameter_format",
        "components",
        "message_send_ttl_seconds",
        "cta_url_link_tracking_opted_out",
        "disable_ios_autofill",
        "display_format",
        "is_primary_device_delivery_only",
        "degrees_of_freedom_spec",
        "bid_spec",
    }
)
"""What an answer may say about a template that a declaration may say as well."""
DEFAULTS: Mapping[str, Json] = {
    "cta_url_link_tracking_opted_out": False,
    "disable_ios_autofill": False,
    "is_primary_device_delivery_only": False,
}
"""Shown or not, these values mean that nobody asked for anything."""


def from_answer(answer: Spec) -> Live:
    """Read one item of a list answer, or the answer about one template."""
    shown: dict[str, Json] = {}
    facts: dict[str, Json] = {}
    for key, value in answer.items():
        if value is not None:
            (shown if key in DECLARABLE else facts)[key] = value
    live_id, status = facts.pop("id", ""), facts.pop("status", None)
    spec = normalize(shown)
    _forget_defaults(spec)
    parts = spec.get("components")
    if isinstance(parts, list):
        _restore(parts)
    return Live(
        address=Address(KIND, f"{spec.get('name')}/{spec.get('language')}"),
        spec=spec,
        live_id=str(live_id),
        status=status.upper() if isinstance(status, str) else None,
        facts=facts,
    )


def _forget_defaults(spec: dict[str, Json]) -> None:
    for key, default in DEFAULTS.items():
        if spec.get(key) is default:
            del spec[key]
    ttl = spec.get("message_send_ttl_seconds")
    if ttl == TTL_DEFAULT_AUTHENTICATION and spec["category"] == "AUTHENTICATION":
        del spec["message_send_ttl_seconds"]


def _restore(parts: list[Json]) -> None:
    """Undo what Meta adds to components, in place: they were made a moment ago."""
    for part in parts:
        if not isinstance(part, dict):
            continue
        set_apart(part, OF_COMPONENT)
        match part.get("type"):
            case "HEADER":
                _forget_urls(part)
            case "BUTTONS":
                _restore_buttons(part, parts)
            case "CAROUSEL":
                _restore_cards(part)


def _forget_urls(header: dict[str, Json]) -> None:
    """A media header shows a signed URL that expires; it cannot be sent again."""
    shown = header.get("example")
    if isinstance(shown, dict) and not MEDIA.isdisjoint(shown):
        kept = {key: value for key, value in shown.items() if key not in MEDIA}
        if kept:
            header["example"] = kept
        else:
            del header["example"]


def _restore_cards(carousel: dict[str, Json]) -> None:
    """A card is its components; there is no place for anything else it may hold."""
    cards = carousel.get("cards")
    if not isinstance(cards, list):
        return
    for i, card in enumerate(cards):
        inner = card.get("components") if isinstance(card, dict) else None
        if isinstance(inner, list):
            _restore(inner)
            cards[i] = {"components": inner}


def _restore_buttons(part: dict[str, Json], parts: list[Json]) -> None:
    buttons = part.get("buttons")
    if not isinstance(buttons, list):
        return
    for i, button in enumerate(buttons):
        if isinstance(button, dict):
            set_apart(button, OF_BUTTON)
            if is_otp(button):
                _forget_texts(parts, expiration(button))
                buttons[i] = otp(button)


def _forget_texts(parts: list[Json], minutes: int | None) -> None:
    """Body and footer of an authentication template are Meta's own words."""
    for part in parts:
        if not isinstance(part, dict):
            continue
        if part.get("type") == "BODY":
            part.pop("text", None)
            part.pop("example", None)
        elif part.get("type") == "FOOTER":
            if minutes is not None:
                part.setdefault("code_expiration_minutes", minutes)
            if "code_expiration_minutes" in part:
                part.pop("text", None)
