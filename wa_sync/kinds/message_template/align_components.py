"""Components on both sides, without what Meta hides, adds or spells its own way."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wa_sync.kinds.message_template.normal.example import MEDIA


if TYPE_CHECKING:
    from collections.abc import Callable

    from wa_sync.model.source import Json

    Part = dict[str, Json]


def align_components(mine: Json, theirs: Json) -> tuple[Json, Json]:
    """Align components of the same type with each other."""
    return _each(mine, theirs, _component)


def _each(
    mine: Json, theirs: Json, align: Callable[[Part, Part], None]
) -> tuple[Json, Json]:
    """Align two lists of parts: the nth of a type here with the nth of it there.

    A part that the other side lacks is aligned with nothing, so that what cannot be
    compared is never shown as a difference.
    """
    ours, others = _copies(mine), _copies(theirs)
    waiting: dict[Json, list[Part]] = {}
    for part in reversed(others):
        waiting.setdefault(_kind(part), []).append(part)
    for part in ours:
        same = waiting.get(_kind(part))
        align(part, same.pop() if same else {})
    return list(ours), list(others)


def _copies(parts: Json) -> list[Part]:
    items = parts if isinstance(parts, list) else ()
    return [dict(part) for part in items if isinstance(part, dict)]


def _kind(part: Part) -> str:
    return str(part.get("type"))


def _component(mine: Part, theirs: Part) -> None:
    _align_raw(mine, theirs)
    _within("buttons", mine, theirs, _button)
    _within("cards", mine, theirs, _card)
    _align_offer(mine, theirs)
    _forget_handle(mine)
    if "text" not in theirs and _kind(theirs) in {"BODY", "FOOTER"}:
        # beside an OTP button, where the texts are Meta's own
        mine.pop("text", None)
        mine.pop("example", None)


def _within(
    field: str, mine: Part, theirs: Part, align: Callable[[Part, Part], None]
) -> None:
    if field in mine:
        mine[field], others = _each(mine[field], theirs.get(field), align)
        if field in theirs:
            theirs[field] = others


def _card(mine: Part, theirs: Part) -> None:
    _align_raw(mine, theirs)
    _within("components", mine, theirs, _component)


def _forget_handle(mine: Part) -> None:
    """Live shows a signed URL in place of a handle, and its form holds neither."""
    shown = mine.get("example")
    if isinstance(shown, dict) and not MEDIA.isdisjoint(shown):
        kept = {k: v for k, v in shown.items() if k not in MEDIA}
        if kept:
            mine["example"] = kept
        else:
            del mine["example"]


def _align_offer(mine: Part, theirs: Part) -> None:
    """Whether an offer expires is optional, and false where nobody said (§2.7)."""
    ours, others = mine.get("limited_time_offer"), theirs.get("limited_time_offer")
    if isinstance(ours, dict) and isinstance(others, dict):
        if "has_expiration" in ours:
            theirs["limited_time_offer"] = {"has_expiration": False, **others}
        else:
            kept = {k: v for k, v in others.items() if k != "has_expiration"}
            theirs["limited_time_offer"] = kept


def _align_raw(mine: Part, theirs: Part) -> None:
    raw, shown = mine.pop("raw", None), theirs.pop("raw", None)
    both = {**theirs, **(shown if isinstance(shown, dict) else {})}
    keys = [k for k in raw if k in both] if isinstance(raw, dict) else []
    if isinstance(raw, dict) and keys:
        mine["raw"] = {key: raw[key] for key in keys}
        theirs["raw"] = {key: both[key] for key in keys}


def _button(mine: Part, theirs: Part) -> None:
    kind = _kind(mine)
    _align_raw(mine, theirs)
    for field in _NEVER_SHOWN.get(kind, ()):
        mine.pop(field, None)
        theirs.pop(field, None)
    for field in _FILLED_IN.get(kind, ()):
        if field not in mine:
            theirs.pop(field, None)
    for field in _UNSURE.get(kind, ()):
        if field not in mine or field not in theirs:
            mine.pop(field, None)
            theirs.pop(field, None)
    special = _SPECIAL.get(kind)
    if special is not None:
        special(mine, theirs)


_NEVER_SHOWN = {
    "OTP": ("zero_tap_terms_accepted",),
    "CATALOG": ("text",),
    "MPM": ("text",),
    "SPM": ("text",),
    "REQUEST_CONTACT_INFO": ("text",),
}
"""Not shown, or Meta's own label, in whatever language (meta-api.md §2.6, §3.2)."""
_FILLED_IN = {
    "OTP": ("text", "autofill_text"),
    "FLOW": ("navigate_screen",),
}
"""What Meta fills in where nothing was declared (meta-api.md §2.6, §3.1)."""
_UNSURE = {
    "FLOW": ("icon", "navigate_screen"),
    "URL": ("app_deep_link",),
    "VOICE_CALL": ("ttl_minutes",),
}
"""Nobody has seen how these read back (meta-api.md §13, question 4)."""


def _otp(mine: Part, theirs: Part) -> None:
    """A copy-code button has no app to fill anything in for."""
    if mine.get("otp_type") == "COPY_CODE" == theirs.get("otp_type"):
        for part in (mine, theirs):
            part.pop("autofill_text", None)
            part.pop("supported_apps", None)


def _flow(mine: Part, theirs: Part) -> None:
    """A flow given by name or by content is stored, and shown, by its id."""
    if "flow_id" not in mine:
        for field in ("flow_name", "flow_json"):
            mine.pop(field, None)
        theirs.pop("flow_id", None)


def _phone(mine: Part, theirs: Part) -> None:
    """Meta drops a zero after the country code (meta-api.md §2.6)."""
    number, shown = str(mine.get("phone_number")), theirs.get("phone_number")
    shorter = (
        number[:i] + number[i + 1 :] for i in (2, 3, 4) if number[i : i + 1] == "0"
    )
    if shown in tuple(shorter):
        mine["phone_number"] = shown


def _url(mine: Part, theirs: Part) -> None:
    """A sample may be the whole URL or what stands for its variable (§3.4, 8)."""
    url, ours, shown = mine.get("url"), mine.get("example"), theirs.get("example")
    if not isinstance(url, str) or url != theirs.get("url"):
        return
    if not isinstance(ours, list) or not isinstance(shown, list):
        return
    if [_whole(url, one) for one in ours] == [_whole(url, one) for one in shown]:
        mine["example"] = shown


def _whole(url: str, sample: Json) -> str:
    value = str(sample)
    if value.startswith(_VARIABLE.split(url)[0]):
        return value
    return _VARIABLE.sub(lambda _: value, url)


_VARIABLE = re.compile(r"\{\{[^{}]*\}\}")
_SPECIAL: dict[str, Callable[[Part, Part], None]] = {
    "OTP": _otp,
    "FLOW": _flow,
    "PHONE_NUMBER": _phone,
    "URL": _url,
}
