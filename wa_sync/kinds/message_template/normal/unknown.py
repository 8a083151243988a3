"""Fields that Meta shows and wa-sync does not know: kept under ``raw``, never lost.

An edit replaces all components, so a field that import left out would be removed by
the next edit. Under ``raw`` it is written to the file, where it can be seen, and is
sent along again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from collections.abc import Mapping

    from wa_sync.model.source import Json


_ALWAYS = frozenset({"type", "raw"})
_LABEL = _ALWAYS | {"text"}

OF_COMPONENT: Mapping[str, frozenset[str]] = {
    "HEADER": _LABEL | {"format", "example"},
    "BODY": _LABEL | {"example", "add_security_recommendation"},
    "LIMITED_TIME_OFFER": _ALWAYS | {"limited_time_offer"},
    "FOOTER": _LABEL | {"code_expiration_minutes"},
    "BUTTONS": _ALWAYS | {"buttons"},
    "CAROUSEL": _ALWAYS | {"cards"},
    "CALL_PERMISSION_REQUEST": _ALWAYS,
}
OF_BUTTON: Mapping[str, frozenset[str]] = {
    "QUICK_REPLY": _LABEL,
    "URL": _LABEL | {"url", "example", "app_deep_link"},
    "PHONE_NUMBER": _LABEL | {"phone_number"},
    "COPY_CODE": _LABEL | {"example"},
    "VOICE_CALL": _LABEL | {"ttl_minutes"},
    "FLOW": _LABEL
    | {"flow_id", "flow_name", "flow_json", "flow_action", "navigate_screen", "icon"},
    "OTP": _LABEL
    | {"otp_type", "autofill_text", "supported_apps", "zero_tap_terms_accepted"},
    "CATALOG": _LABEL,
    "MPM": _LABEL,
    "SPM": _LABEL,
    "ORDER_DETAILS": _LABEL,
    "REQUEST_CONTACT_INFO": _LABEL,
}


def known(kind: str, table: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Return the fields that a component or a button of a type has.

    Of a type that is not known itself only the text is.
    """
    return table.get(kind, _LABEL)


def set_apart(part: dict[str, Json], table: Mapping[str, frozenset[str]]) -> None:
    """Move the fields of a component or button that are not known under ``raw``."""
    kind = part.get("type")
    if not isinstance(kind, str):
        return
    expected = known(kind, table)
    if part.keys() <= expected:
        return
    apart = {key: part.pop(key) for key in list(part) if key not in expected}
    raw = part.get("raw")
    part["raw"] = {**(raw if isinstance(raw, dict) else {}), **apart}
