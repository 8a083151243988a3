"""Authentication templates as they come back: localised texts, and a URL button.

What was declared about the code is found again only in the button's URL
(meta-api.md §3.2, from captures).
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from wa_sync.kinds.message_template.sandbox.wordings import wording
from wa_sync.model.source import array, mapping, text


if TYPE_CHECKING:
    from wa_sync.model.source import Json, Spec


OTP_URL = "https://www.whatsapp.com/otp/code/?"
SAMPLE_CODE = "123456"
DEFAULT_TTL = 600


def body(posted: Spec, language: str) -> Spec:
    """Fill in the text of the body."""
    words = wording(language)
    said = words.code.format(code="*{{1}}*")
    warned = posted.get("add_security_recommendation") is True
    back: dict[str, Json] = {
        "type": "BODY",
        "text": f"{said} {words.security}" if warned else said,
    }
    if warned:
        back["add_security_recommendation"] = True
    back["example"] = {"body_text": [[SAMPLE_CODE]]}
    return back


def footer(posted: Spec, language: str) -> Spec | None:
    """Fill in when the code expires; without that there is no footer at all."""
    minutes = posted.get("code_expiration_minutes")
    if minutes is None:
        return None
    said = wording(language).expires.format(minutes=minutes)
    if minutes == 1:
        said = said.replace("1 minutes", "1 minute")
    return {"type": "FOOTER", "text": said, "code_expiration_minutes": minutes}


def button(posted: Spec, language: str, minutes: Json) -> Spec:
    """Turn an OTP button into the URL button that the API shows."""
    words = wording(language)
    kind = text(posted.get("otp_type")).upper()
    queries: list[tuple[str, str]] = [("otp_type", kind)]
    if kind != "COPY_CODE":
        queries.append(
            ("cta_display_name", _or(posted, "autofill_text", words.autofill))
        )
        apps = [mapping(app) for app in array(posted.get("supported_apps"))] or [posted]
        queries.extend(
            (key, ",".join(text(app.get(key)) for app in apps))
            for key in ("package_name", "signature_hash")
        )
    if minutes is not None:
        queries.append(("code_expiration_minutes", str(minutes)))
    url = f"{OTP_URL}{urlencode(queries)}&code=otp"
    return {
        "type": "URL",
        "text": _or(posted, "text", words.copy_code),
        "url": f"{url}{{{{1}}}}",
        "example": [f"{url}{SAMPLE_CODE}"],
    }


def _or(posted: Spec, key: str, default: str) -> str:
    return text(posted.get(key)).rstrip() or default
