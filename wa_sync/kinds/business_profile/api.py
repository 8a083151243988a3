"""Calls to the Graph API about profiles, and nothing else (meta-api.md §7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.errors import ApiUnavailable, OutcomeUnknown, UsageProblem
from wa_sync.kind import Listing, Written
from wa_sync.kinds.business_profile.normal import (
    FIELDS,
    HANDLE,
    LINK,
    PICTURE,
    from_answer,
    to_request,
)


if TYPE_CHECKING:
    from wa_sync.graph.client import Reader, Writer
    from wa_sync.kind import ReadAsset
    from wa_sync.model.account import Account
    from wa_sync.model.change import Change
    from wa_sync.model.resource import Address, Asset, Live
    from wa_sync.model.source import Json, Spec


def read(reader: Reader, account: Account) -> Listing:
    """Read the profile of the account's phone number; nothing where it has none."""
    if account.phone_number_id is None:
        return Listing(())
    return Listing((_get(reader, account.phone_number_id),))


def find(
    reader: Reader, _account: Account, address: Address, _live_id: str | None
) -> Live | None:
    """Read a profile by its phone number, which need not be the account's own.

    Raises NotFound where there is no such number: a number always has a profile.
    """
    return _get(reader, address.key)


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
    picture, asset = None, change.assets.get((PICTURE, "asset"))
    if asset is not None and (PICTURE in fields or not fields):
        picture = _upload(writer, account, asset, read_asset)
    answer = writer.post(_path(change.address.key), to_request(fields, picture))
    if answer.get("success") is not True:
        raise OutcomeUnknown("the API answered an update without saying it was done")
    return Written(change.address.key)


def _changed(change: Change) -> Spec:
    """The fields that differ. None do where only the bytes of the picture are new."""
    before, after = change.before or {}, change.after or {}
    fields: dict[str, Json] = {
        k: v for k, v in after.items() if k not in before or before[k] != v
    }
    send = change.send or {}
    return fields or {k: send[k] for k in (HANDLE,) if k in send}


def _upload(
    writer: Writer, account: Account, asset: Asset, read_asset: ReadAsset
) -> str:
    if account.app_id is None:
        raise UsageProblem(
            f"a picture is uploaded for an app; account {account.name} names none",
            hint=f"give account {account.name} an app_id",
        )
    return writer.upload(
        account.app_id,
        file_name=asset.path.rpartition("/")[2],
        content_type=asset.content_type,
        content=read_asset(asset),
    )
