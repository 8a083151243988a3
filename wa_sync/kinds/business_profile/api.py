"""Calls to the Graph API about profiles, and nothing else (meta-api.md §7)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wa_sync.errors import ApiUnavailable, NotFound, OutcomeUnknown, Rejected
from wa_sync.graph import phones, samples
from wa_sync.kind import Listing, Written
from wa_sync.kinds.business_profile.limits import GREETING
from wa_sync.kinds.business_profile.normal import (
    FIELDS,
    FOREIGN,
    HANDLE,
    KIND,
    LINK,
    PICTURE,
    from_answer,
    to_request,
)
from wa_sync.model.resource import Address


if TYPE_CHECKING:
    from wa_sync.graph.client import Reader, Writer
    from wa_sync.kind import ReadAsset
    from wa_sync.model.account import Account
    from wa_sync.model.change import Change
    from wa_sync.model.finding import Finding
    from wa_sync.model.resource import Asset, Live
    from wa_sync.model.source import Json, Spec


def read(reader: Reader, account: Account) -> Listing:
    """Read the profiles of the account's own number and of the others of its WABA.

    Of the others, those in which nothing is set are nobody's work, and left out. Passed
    over is what Meta does not show: a number that is not registered yet has none.
    """
    own, waba = account.phone_number_id, account.waba_id
    found = [] if own is None else [_get(reader, own)]
    passed = []
    for number in () if waba is None else phones.read_ids(reader, waba):
        if number == own:
            continue
        try:
            live = _get(reader, number)
        except (NotFound, Rejected) as error:
            passed.append((Address(KIND, number), f"Meta says: {error.message}"))
            continue
        if live.spec not in ({}, {"about": GREETING}):
            found.append(replace(live, facts={**live.facts, FOREIGN: True}))
    return Listing(tuple(found), passed=tuple(passed))


def find(
    reader: Reader, _account: Account, address: Address, _live_id: str | None
) -> Live | None:
    """Read a profile by its phone number, which need not be the account's own.

    None where the token sees no such number: a number always has a profile.
    """
    try:
        return _get(reader, address.key)
    except NotFound:
        return None


def _get(reader: Reader, phone_number_id: str) -> Live:
    path = _path(phone_number_id)
    answer = reader.get(path, {"fields": ",".join((*FIELDS, LINK))})
    data = answer.get("data")
    item = data[0] if isinstance(data, list) and data else None
    if not isinstance(item, dict):
        raise ApiUnavailable(f"the answer for {path} holds no profile")
    return from_answer(item, phone_number_id)


def _path(phone_number_id: str) -> str:
    return f"{phone_number_id}/whatsapp_business_profile"


def write(
    writer: Writer, account: Account, change: Change, read_asset: ReadAsset
) -> Written:
    """Set the fields that differ, in one call; what is not sent keeps its value."""
    fields = _changed(change)
    picture, asset = None, _new_picture(change, fields)
    if asset is not None:
        known = samples.upload(writer, account, (asset,), read_asset)
        picture = known[asset.sha256]
    answer = writer.post(_path(change.address.key), to_request(fields, picture))
    if answer.get("success") is not True:
        raise OutcomeUnknown("the API answered an update without saying it was done")
    return Written(change.address.key)


def foresee(account: Account, change: Change) -> tuple[Finding, ...]:
    """Say beforehand what may go wrong with the upload that a change needs."""
    if _new_picture(change, _changed(change)) is None:
        return ()
    return samples.route_unsure(account, (PICTURE,))


def _new_picture(change: Change, fields: Spec) -> Asset | None:
    """The picture that has to be uploaded: the one that differs, or is all there is."""
    needed = PICTURE in fields or not fields
    return change.assets.get((PICTURE, "asset")) if needed else None


def _changed(change: Change) -> Spec:
    """The fields that differ. None do where only the bytes of the picture are new."""
    before, after = change.before or {}, change.after or {}
    fields: dict[str, Json] = {
        k: v for k, v in after.items() if k not in before or before[k] != v
    }
    send = change.send or {}
    return fields or {k: send[k] for k in (HANDLE,) if k in send}
