"""What to do about the refusals that people meet most (meta-api.md §9). Pure data."""

from __future__ import annotations

from typing import Final


_RENEW: Final = "Make a new token and put it where the old one was."
_PERMISSION: Final = (
    "The token needs whatsapp_business_management, and access to this account."
)
_LATER: Final = "Run again later; --max-wait lets a run wait longer by itself."
_IDS: Final = (
    "Check waba_id and phone_number_id, and that the token may see them: the API "
    "gives one answer for both."
)

_BY_CODE: Final = {
    0: _RENEW,
    3: _PERMISSION,
    4: _LATER,
    10: _PERMISSION,
    17: _LATER,
    32: _LATER,
    190: _RENEW,
    368: "Meta has blocked the account for a while for breaking a policy.",
    613: _LATER,
    803: _IDS,
    80007: _LATER,
    80008: "Meta takes 200 management calls an hour, 5,000 for an active account.",
    80012: "This one template was called too often; leave it alone for an hour.",
    130429: _LATER,
    131005: _PERMISSION,
    131031: "The account is locked or restricted: see WhatsApp Manager.",
    131048: "Send nothing for hours; see the number's quality in WhatsApp Manager.",
    131056: _LATER,
}
_BY_SUBCODE: Final = {
    (100, 33): _IDS,
    (190, 460): "The password behind the token was changed. " + _RENEW,
    (190, 463): "The token has expired. " + _RENEW,
    (190, 467): "The token was revoked. " + _RENEW,
}
# without a code: the gateway's own, by its documentation (gateway.md)
_BY_STATUS: Final = {
    400: "Where the key has no connection to WhatsApp, the gateway says so: wa-sync "
    "connection list shows them.",
    401: "Check that the token belongs to this endpoint: a Maton key for maton, an "
    "access token for meta.",
    403: _PERMISSION,
    404: _IDS,
    429: _LATER,
}
_BY_WORDS: Final = {
    "media attachment ID": "This number has no such upload, or none any more: Meta "
    "deletes it after 30 days. Upload the file again: wa-sync media upload FILE.",
}
"""For refusals that have no code of their own; the words are Meta's, and in English."""
_PERMISSIONS: Final = range(200, 300)


def hint_for(
    status: int, code: int | None, subcode: int | None, said: str = ""
) -> str | None:
    """Return what helps against a refusal, the most specific first; None if unknown."""
    for words, hint in _BY_WORDS.items():
        if words in said:
            return hint
    if code is None:
        return _BY_STATUS.get(status)
    if subcode is not None and (code, subcode) in _BY_SUBCODE:
        return _BY_SUBCODE[code, subcode]
    if code in _PERMISSIONS:
        return _PERMISSION
    return _BY_CODE.get(code)
