"""Profiles, and what is declared of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.sandbox_account import ACCOUNT

from wa_sync.kinds.business_profile import BUSINESS_PROFILE as KIND
from wa_sync.kinds.business_profile.normal import asset_paths, normalize
from wa_sync.model.change import Action, Change, Precondition
from wa_sync.model.resource import Address, Asset, Live


if TYPE_CHECKING:
    from wa_sync.model.account import Account
    from wa_sync.model.source import Pointer, Spec


PHONE = str(ACCOUNT.phone_number_id)
ADDRESS = Address("business_profile", PHONE)
PNG = b"\x89PNG\r\n\x1a\n a picture"
PICTURE: Spec = {"profile_picture": {"asset": "brand/logo.png"}}


def assets(entry: Spec) -> dict[Pointer, Asset]:
    """What desired makes of the pictures of an entry."""
    paths = asset_paths(entry).items()
    return {at: Asset(path, "image/png", len(PNG), "abc") for at, path in paths}


def change(entry: Spec, live: Live, account: Account = ACCOUNT) -> Change:
    """The change that plan would hand to apply."""
    spec = normalize(entry)
    aligned = KIND.align(spec, live, account)
    return Change(
        account="demo",
        address=ADDRESS,
        action=Action.UPDATE,
        before=aligned.live,
        after=aligned.desired,
        send=spec,
        live_id=live.live_id,
        precondition=Precondition(exists=True),
        assets=assets(entry),
    )


FULL: Spec = {
    "about": "Your trusted partner",
    "address": "1 Main Street",
    "description": "We sell plants.",
    "email": "contact@example.com",
    "websites": ["https://a.example", "https://b.example/c"],
    "vertical": "retail",
}
