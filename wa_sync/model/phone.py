"""Phone numbers, as Meta shows them (meta-api.md §11.3)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneNumber:
    """One phone number; None stands for what Meta did not tell.

    Names and values are Meta's own. What looks like an enumeration is a text, since
    Meta adds words to all of them. ``messaging_limit_tier`` is the portfolio's where
    the version of the API tells only that (v24.0 and later).
    """

    id: str
    display_phone_number: str | None = None
    verified_name: str | None = None
    name_status: str | None = None
    new_name_status: str | None = None
    code_verification_status: str | None = None
    status: str | None = None
    quality_rating: str | None = None
    messaging_limit_tier: str | None = None
    throughput: str | None = None
    platform_type: str | None = None
    account_mode: str | None = None
    is_official_business_account: bool | None = None
    last_onboarded_time: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountNumbers:
    """All phone numbers of one account of the project."""

    account: str
    waba_id: str
    numbers: tuple[PhoneNumber, ...]
