"""One-time-password buttons come back as URL buttons; here they become OTP again.

Everything declared but the acceptance of the zero-tap terms is found in the query of
that URL (meta-api.md §3.2), so the texts that Meta writes itself can be dropped.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast
from urllib.parse import parse_qs, urlsplit


if TYPE_CHECKING:
    from wa_sync.model.source import Json, Spec


PLACE = "whatsapp.com/otp/code"


def is_otp(button: Spec) -> bool:
    """Whether a button of an answer stands for a declared OTP button."""
    url = button.get("url")
    return button.get("type") == "OTP" or (isinstance(url, str) and PLACE in url)


def otp(button: Spec) -> dict[str, Json]:
    """Turn such a button back into what was declared."""
    url = button.get("url")
    if not isinstance(url, str):
        return dict(button)
    asked = _query(url)
    found: dict[str, Json] = {"type": "OTP", "otp_type": asked.get("otp_type", "")}
    if "text" in button:
        found["text"] = button["text"]
    if "cta_display_name" in asked:
        found["autofill_text"] = asked["cta_display_name"]
    apps = _apps(asked)
    if apps:
        found["supported_apps"] = apps
    if "raw" in button:
        found["raw"] = button["raw"]
    return found


def expiration(button: Spec) -> int | None:
    """Return the minutes after which the code expires, as the URL tells them."""
    url = button.get("url")
    told = _query(url).get("code_expiration_minutes") if isinstance(url, str) else None
    return int(told) if told is not None and told.isdecimal() else None


def _query(url: str) -> dict[str, str]:
    return {key: values[-1] for key, values in parse_qs(urlsplit(url).query).items()}


def _apps(asked: dict[str, str]) -> list[Json]:
    """Several apps are joined by commas, in the same order in both."""
    names = asked.get("package_name", "").split(",")
    hashes = asked.get("signature_hash", "").split(",")
    pairs = zip(names, hashes, strict=False)
    apps = [{"package_name": n, "signature_hash": h} for n, h in pairs if n or h]
    return cast("list[Json]", apps)
