"""A template as Meta answers it → a live resource, in the normal form of declarations.

What only Meta writes becomes a fact; what Meta adds to a declaration unasked (signed
media URLs, authentication texts, defaults) is dropped. So the spec of a live template
is a declaration that a person could have written, and importing needs no inverse.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.kinds.message_template.limits import TTL_DEFAULT_AUTHENTICATION
from wa_sync.kinds.message_template.normal.declared import normalize
from wa_sync.kinds.message_template.normal.otp import expiration, is_otp, otp
from wa_sync.kinds.message_template.normal.unknown import set_apart
from wa_sync.model.resource import Address, Live
from wa_sync.model.source import text


if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

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
        "display_format",
        "is_primary_device_delivery_only",
        "degrees_of_freedom_spec",
        "bid_spec",
    }
)
"""What an answer may say about a template that a declaration may say as well."""
DEFAULTS: Mapping[str, Json] = {
    "cta_url_link_tracking_opted_out": False,
    "is_primary_device_delivery_only": False,
}
"""Shown or not, these values mean that nobody asked for anything."""


def from_answer(answer: Spec) -> Live:
    """Read one item of a list answer, or the answer about one template."""
    spec = normalize({k: answer[k] for k in answer if k in DECLARABLE})
    _restore(spec)
    told = {k: v for k, v in answer.items() if k not in _NO_FACTS and v is not None}
    facts = {k: v for k, v in told.items() if k not in spec}
    status = answer.get("status")
    return Live(
        address=Address(KIND, f"{text(spec.get('name'))}/{text(spec.get('language'))}"),
        spec=spec,
        live_id=str(answer.get("id", "")),
        status=status.upper() if isinstance(status, str) else None,
        facts=facts,
    )


_NO_FACTS = frozenset({"id", "status", "components"})


def _restore(spec: dict[str, Json]) -> None:
    """Undo what Meta adds, in place: the dict was made a moment ago."""
    for key, default in DEFAULTS.items():
        if spec.get(key) is default:
            del spec[key]
    authentication = spec.get("category") == "AUTHENTICATION"
    ttl = spec.get("message_send_ttl_seconds")
    if authentication and ttl == TTL_DEFAULT_AUTHENTICATION:
        del spec["message_send_ttl_seconds"]
    parts = spec.get("components")
    if isinstance(parts, list):
        for part in _all(parts):
            _forget_urls(part)
            set_apart(part)
        _restore_otp(parts)


def _all(parts: list[Json]) -> Iterator[dict[str, Json]]:
    """All components, those of cards too."""
    for part in parts:
        if isinstance(part, dict):
            yield part
            cards = part.get("cards")
            for card in cards if isinstance(cards, list) else ():
                inner = card.get("components") if isinstance(card, dict) else None
                if isinstance(inner, list):
                    yield from _all(inner)


def _forget_urls(part: dict[str, Json]) -> None:
    """A media header shows a signed URL that expires; it cannot be sent again."""
    shown = part.get("example")
    if part.get("type") == "HEADER" and isinstance(shown, dict):
        kept = {k: v for k, v in shown.items() if k not in _MEDIA}
        if kept:
            part["example"] = kept
        else:
            del part["example"]


_MEDIA = frozenset({"header_handle", "header_url"})


def _restore_otp(parts: list[Json]) -> None:
    by_type = {part["type"]: part for part in parts if isinstance(part, dict)}
    buttons = by_type.get("BUTTONS", {}).get("buttons")
    if not isinstance(buttons, list) or not any(_otp(button) for button in buttons):
        return
    minutes = None
    for i, button in enumerate(buttons):
        if isinstance(button, dict) and is_otp(button):
            minutes = expiration(button) or minutes
            buttons[i] = otp(button)
    _forget_texts(by_type, minutes)


def _otp(button: Json) -> bool:
    return isinstance(button, dict) and is_otp(button)


def _forget_texts(by_type: Mapping[Json, dict[str, Json]], minutes: int | None) -> None:
    """Body and footer of an authentication template are Meta's own words."""
    body = by_type.get("BODY", {})
    body.pop("text", None)
    body.pop("example", None)
    footer = by_type.get("FOOTER")
    if footer is not None:
        if minutes is not None:
            footer.setdefault("code_expiration_minutes", minutes)
        if "code_expiration_minutes" in footer:
            footer.pop("text", None)
