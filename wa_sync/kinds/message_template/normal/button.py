"""One button as declared, or as Meta answers it → its normal form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.kinds.message_template.normal.text import (
    as_text,
    phone,
    slashed,
    trimmed,
    upper,
)
from wa_sync.kinds.message_template.normal.unknown import OF_BUTTON, set_apart


if TYPE_CHECKING:
    from collections.abc import Callable

    from wa_sync.model.source import Json


_TURNS: dict[str, Callable[[Json], Json]] = {
    "text": trimmed,
    "autofill_text": trimmed,
    "url": slashed,
    "phone_number": phone,
    "flow_id": as_text,
    "flow_action": upper,
    "icon": upper,
    "otp_type": upper,
}


def button(written: Json) -> dict[str, Json]:
    """Return a button's normal form. Its type comes first."""
    if not isinstance(written, dict):
        return {"type": None}
    kind = upper(written.get("type"))
    normal: dict[str, Json] = {"type": kind}
    for key, value in written.items():
        if key != "type" and value is not None:
            turn = _TURNS.get(key)
            normal[key] = turn(value) if turn else value
    finish = _FINISH.get(kind) if isinstance(kind, str) else None
    if finish is not None:
        finish(normal)
    if not (isinstance(kind, str) and kind in OF_BUTTON):
        set_apart(normal, OF_BUTTON)
    return normal


def _url(normal: dict[str, Json]) -> None:
    """The example is a list, and is there only where the URL has a variable."""
    given = normal.pop("example", None)
    url = normal.get("url")
    if given and isinstance(url, str) and "{{" in url:
        items = given if isinstance(given, list) else [given]
        normal["example"] = [trimmed(item) for item in items]


def _copy_code(normal: dict[str, Json]) -> None:
    """The label is Meta's own; the example is written as text and read as a list."""
    normal.pop("text", None)
    given = normal.get("example")
    if isinstance(given, list) and len(given) == 1:
        given = given[0]
    if given is not None:
        normal["example"] = trimmed(given)


def _flow(normal: dict[str, Json]) -> None:
    normal.setdefault("flow_action", "NAVIGATE")


def _otp(normal: dict[str, Json]) -> None:
    """Up to Graph v20 the one app stood on the button itself (meta-api.md §3.1)."""
    named = [k for k in ("package_name", "signature_hash") if k in normal]
    app: dict[str, Json] = {k: normal.pop(k) for k in named}
    if app and "supported_apps" not in normal:
        normal["supported_apps"] = [app]


_FINISH: dict[str, Callable[[dict[str, Json]], None]] = {
    "URL": _url,
    "COPY_CODE": _copy_code,
    "FLOW": _flow,
    "OTP": _otp,
}
