"""Reading phone numbers: one, or all of an account (meta-api.md §11.3)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, TypeVar

from wa_sync.errors import ApiUnavailable, Rejected
from wa_sync.model.phone import PhoneNumber
from wa_sync.model.source import mapping, text


if TYPE_CHECKING:
    from collections.abc import Callable

    from wa_sync.graph.client import Reader
    from wa_sync.model.source import Json, Spec

T = TypeVar("T")

LARGEST_PAGE: Final = 100  # OpenAPI v23: "maximum: 100"
_FIELDS: Final = (
    *("id", "display_phone_number", "verified_name", "name_status"),
    *("new_name_status", "code_verification_status", "status", "quality_rating"),
    *("throughput", "platform_type", "account_mode"),
    *("is_official_business_account", "last_onboarded_time"),
)
_TIER: Final = "messaging_limit_tier"
_PORTFOLIO_TIER: Final = "whatsapp_business_manager_messaging_limit"
_PORTFOLIO_SINCE: Final = 24
_UNKNOWN_FIELD: Final = re.compile(r"nonexisting field \((\w+)\)")


def read_all(reader: Reader, waba_id: str, api_version: str) -> tuple[PhoneNumber, ...]:
    """Return all numbers of an account, read to the end of the list."""
    path = f"{waba_id}/phone_numbers"

    def ask(fields: str) -> list[Spec]:
        asked = {"fields": fields, "limit": str(LARGEST_PAGE)}
        return [item for page, _ in reader.pages(path, asked) for item in page]

    return tuple(_number(item, path) for item in _told(ask, _fields(api_version)))


def read_ids(reader: Reader, waba_id: str) -> tuple[str, ...]:
    """Return the ids of all numbers of an account, read to the end of the list."""
    path = f"{waba_id}/phone_numbers"
    pages = reader.pages(path, {"fields": "id", "limit": str(LARGEST_PAGE)})
    return tuple(_number(item, path).id for page, _ in pages for item in page)


def read_one(reader: Reader, phone_number_id: str, api_version: str) -> PhoneNumber:
    """Return one number, which need not be of a known account.

    Raises NotFound where there is none, or the token may not see it, and ApiUnavailable
    for an answer about another one.
    """
    answer = _told(
        lambda fields: reader.get(phone_number_id, {"fields": fields}),
        _fields(api_version),
    )
    found = _number(answer, phone_number_id)
    if found.id != phone_number_id:
        raise ApiUnavailable(f"The answer for {phone_number_id} is about {found.id}.")
    return found


def _fields(api_version: str) -> list[str]:
    """Return what is asked for; the limit moved to the portfolio at some version."""
    major = re.match(r"v([0-9]+)", api_version)
    late = major is not None and int(major[1]) >= _PORTFOLIO_SINCE
    return [*_FIELDS, _PORTFOLIO_TIER if late else _TIER]


def _told(ask: Callable[[str], T], fields: list[str]) -> T:
    """Ask, without the fields that this version of the API does not have.

    Sources disagree about which version has which: the API itself knows best.
    """
    while True:
        try:
            return ask(",".join(fields))
        except Rejected as error:
            found = _UNKNOWN_FIELD.search(error.message)
            if found is None or found[1] not in fields or found[1] == "id":
                raise
            fields = [name for name in fields if name != found[1]]


def _number(item: Spec, path: str) -> PhoneNumber:
    node = text(item.get("id"))
    if not node:
        raise ApiUnavailable(f"The answer for {path} holds no phone number.")
    official = item.get("is_official_business_account")
    words = {name: _word(item.get(name)) for name in _FIELDS if name not in _SHAPED}
    return PhoneNumber(
        id=node,
        **words,
        throughput=_word(mapping(item.get("throughput")).get("level")),
        messaging_limit_tier=_word(item.get(_PORTFOLIO_TIER) or item.get(_TIER)),
        is_official_business_account=official if isinstance(official, bool) else None,
    )


_SHAPED: Final = frozenset({"id", "throughput", "is_official_business_account"})


def _word(value: Json) -> str | None:
    """Return a text; what is empty or something else was not told."""
    return text(value) or None
