"""Phone numbers as Meta shows them, and as wa-sync keeps them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.model.phone import AccountNumbers, PhoneNumber


if TYPE_CHECKING:
    from wa_sync.model.source import Spec


SHOWN: Spec = {
    "id": "106540352242922",
    "display_phone_number": "+1 202-555-0198",
    "verified_name": "Lucky Shrub",
    "name_status": "APPROVED",
    "new_name_status": "NONE",
    "code_verification_status": "VERIFIED",
    "status": "CONNECTED",
    "quality_rating": "GREEN",
    "messaging_limit_tier": "TIER_1K",
    "throughput": {"level": "STANDARD"},
    "platform_type": "CLOUD_API",
    "account_mode": "LIVE",
    "is_official_business_account": False,
    "last_onboarded_time": "2026-01-02T12:00:00+0000",
}
LUCKY = PhoneNumber(
    id="106540352242922",
    display_phone_number="+1 202-555-0198",
    verified_name="Lucky Shrub",
    name_status="APPROVED",
    new_name_status="NONE",
    code_verification_status="VERIFIED",
    status="CONNECTED",
    quality_rating="GREEN",
    messaging_limit_tier="TIER_1K",
    throughput="STANDARD",
    platform_type="CLOUD_API",
    account_mode="LIVE",
    is_official_business_account=False,
    last_onboarded_time="2026-01-02T12:00:00+0000",
)
BARE = PhoneNumber(id="5")
FOUND = (
    AccountNumbers(account="demo", waba_id="102290129340398", numbers=(LUCKY, BARE)),
    AccountNumbers(account="empty", waba_id="102290129340399", numbers=()),
)
