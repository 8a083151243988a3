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
    from collections.abc import Mapping, Sequence

    from wa_sync.model.source import Json, Spec

    Part = dict[str, Json]


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
    _restore(_parts(spec.get("components")))
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


def _restore(parts: Sequence[Part]) -> None:
    """Undo what Meta adds to components, in place: they were made a moment ago."""
    for part in parts:
        set_apart(part, OF_COMPONENT)
        kind = part.get("type")
        if kind == "HEADER":
            _forget_urls(part)
        elif kind == "BUTTONS":
            _restore_buttons(part, parts)
        elif kind == "CAROUSEL":
            _restore_cards(part)


def _parts(value: Json) -> list[Part]:
    """Narrow to a list of objects: those in the list, not copies of them."""
    items = value if isinstance(value, list) else ()
    return [item for item in items if isinstance(item, dict)]


def _forget_urls(header: Part) -> None:
    """A media header shows a signed URL that expires; it cannot be sent again."""
    shown = header.get("example")
    if isinstance(shown, dict) and not MEDIA.isdisjoint(shown):
        kept = {key: value for key, value in shown.items() if key not in MEDIA}
        if kept:
            header["example"] = kept
        else:
            del header["example"]


def _restore_cards(carousel: Part) -> None:
    """A card is its components; there is no place for anything else it may hold."""
    if "cards" not in carousel:
        return
    cards: list[Json] = []
    for card in _parts(carousel["cards"]):
        inner = _parts(card.get("components"))
        _restore(inner)
        cards.append({"components": inner})
    carousel["cards"] = cards


def _restore_buttons(row: Part, parts: Sequence[Part]) -> None:
    if "buttons" not in row:
        return
    buttons: list[Json] = []
    for button in _parts(row["buttons"]):
        set_apart(button, OF_BUTTON)
        if is_otp(button):
            _forget_texts(parts, expiration(button))
            buttons.append(otp(button))
        else:
            buttons.append(button)
    row["buttons"] = buttons


def _forget_texts(parts: Sequence[Part], minutes: int | None) -> None:
    """Body and footer of an authentication template are Meta's own words."""
    for part in parts:
        if part.get("type") == "BODY":
            part.pop("text", None)
            part.pop("example", None)
        elif part.get("type") == "FOOTER":
            if minutes is not None:
                part.setdefault("code_expiration_minutes", minutes)
            if "code_expiration_minutes" in part:
                part.pop("text", None)
