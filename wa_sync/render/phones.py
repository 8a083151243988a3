"""Phone numbers as versioned JSON documents, and the schemas of these."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.render.json import FORMAT_VERSION
from wa_sync.render.schema_parts import MAYBE_TEXT, TEXT, record, several
from wa_sync.render.sinks.json import document


if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wa_sync.model.phone import AccountNumbers, PhoneNumber
    from wa_sync.model.source import Json
    from wa_sync.render.schema_parts import Schema
    from wa_sync.render.sinks.json import Document

_WORDS = (
    *("display_phone_number", "verified_name", "name_status", "new_name_status"),
    *("code_verification_status", "status", "quality_rating"),
    *("messaging_limit_tier", "throughput", "platform_type", "account_mode"),
    "last_onboarded_time",
)
_NUMBER: Schema = record(
    {
        "id": TEXT,
        **dict.fromkeys(_WORDS, MAYBE_TEXT),
        "is_official_business_account": {"type": ["boolean", "null"]},
    },
    "Names and values are Meta's; null where it did not tell.",
)
PHONES: Mapping[str, Schema] = {
    "accounts": several(
        record({"name": TEXT, "waba_id": TEXT, "phone_numbers": several(_NUMBER)})
    )
}
PHONE: Mapping[str, Schema] = {"account": TEXT, "phone_number": _NUMBER}


def phones(found: Sequence[AccountNumbers]) -> Document:
    """Return the numbers of accounts as a document, with a line end."""
    return document(
        {
            "format_version": FORMAT_VERSION,
            "accounts": [
                {
                    "name": one.account,
                    "waba_id": one.waba_id,
                    "phone_numbers": [_number(number) for number in one.numbers],
                }
                for one in found
            ],
        }
    )


def phone(account: str, number: PhoneNumber) -> Document:
    """Return one number as a document, with a line end."""
    return document(
        {
            "format_version": FORMAT_VERSION,
            "account": account,
            "phone_number": _number(number),
        }
    )


def _number(number: PhoneNumber) -> Json:
    return {
        "id": number.id,
        "display_phone_number": number.display_phone_number,
        "verified_name": number.verified_name,
        "name_status": number.name_status,
        "new_name_status": number.new_name_status,
        "code_verification_status": number.code_verification_status,
        "status": number.status,
        "quality_rating": number.quality_rating,
        "messaging_limit_tier": number.messaging_limit_tier,
        "throughput": number.throughput,
        "platform_type": number.platform_type,
        "account_mode": number.account_mode,
        "is_official_business_account": number.is_official_business_account,
        "last_onboarded_time": number.last_onboarded_time,
    }
