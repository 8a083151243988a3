"""One change → the uploads it needs, then one write (meta-api.md §1, §4, §5)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from wa_sync.errors import OutcomeUnknown, UsageProblem
from wa_sync.graph import samples
from wa_sync.kind import Written
from wa_sync.kinds.message_template.api import waba
from wa_sync.kinds.message_template.normal import to_request
from wa_sync.model.change import Action
from wa_sync.model.source import mapping


if TYPE_CHECKING:
    from collections.abc import Mapping

    from wa_sync.graph.client import Writer
    from wa_sync.kind import ReadAsset
    from wa_sync.model.account import Account
    from wa_sync.model.change import Change
    from wa_sync.model.finding import Finding
    from wa_sync.model.source import Json, Pointer, Spec


LINK_TRACKING = "cta_url_link_tracking_opted_out"


def write(
    writer: Writer, account: Account, change: Change, read_asset: ReadAsset
) -> Written:
    """Make a change; raises what the writer raises.

    An edit is one call that holds only the fields which differ, ``components`` as a
    whole, since an approved template may be edited once a day.
    """
    if change.action is Action.DELETE:
        return _delete(writer, account, change)
    make = _create if change.action is Action.CREATE else _edit
    return make(writer, account, change, read_asset)


def _create(
    writer: Writer, account: Account, change: Change, read_asset: ReadAsset
) -> Written:
    handles = _upload(writer, account, change, read_asset)
    path = f"{waba(account)}/message_templates"
    answer = writer.post(path, to_request(change.send or {}, handles))
    if not answer.get("id"):
        raise OutcomeUnknown("the API answered a create without an id")
    return _written(answer)


def _edit(
    writer: Writer, account: Account, change: Change, read_asset: ReadAsset
) -> Written:
    send, live_id = change.send or {}, _id(change)
    fields = _changed(change)
    handles: Mapping[Pointer, str] = {}
    if "components" in fields:
        handles = _upload(writer, account, change, read_asset)
    whole = to_request(send, handles)
    body = {field: whole[field] for field in fields if field in whole}
    if LINK_TRACKING in body and "category" not in body:
        # Meta wants the category along, and another one would start a review (§1.2)
        shown = writer.get(live_id, {"fields": "category"})
        body["category"] = shown.get("category")
    answer = writer.post(live_id, body)
    _expect_success(answer, "an edit")
    return _written({**answer, "id": live_id})


def foresee(account: Account, change: Change) -> tuple[Finding, ...]:
    """Say beforehand what may go wrong with the uploads that a change needs."""
    if not change.assets or not _uploads(change):
        return ()
    return samples.route_unsure(account, ("components",))


def _uploads(change: Change) -> bool:
    return change.action is Action.CREATE or "components" in _changed(change)


def _changed(change: Change) -> list[str]:
    """The fields that differ. None do where only the bytes of a sample are new."""
    before, after = change.before or {}, change.after or {}
    fields = [key for key in after if not _same(after[key], before.get(key))]
    if "raw" in fields:
        fields.extend(mapping((change.send or {}).get("raw")))
    return fields or ["components"]


def _same(one: Json, other: Json) -> bool:
    """Equal as JSON: to Python, True is 1."""
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


def _delete(writer: Writer, account: Account, change: Change) -> Written:
    """By id and name together: the name alone would remove every language (§5.1)."""
    path = f"{waba(account)}/message_templates"
    where = {"hsm_id": _id(change), "name": change.address.name}
    _expect_success(writer.delete(path, where), "a delete")
    return Written()


def _upload(
    writer: Writer, account: Account, change: Change, read_asset: ReadAsset
) -> dict[Pointer, str]:
    """Upload each sample once, however often it is named; return the handles."""
    if not change.assets:
        return {}
    known = samples.upload(writer, account, change.assets.values(), read_asset)
    return {at: known[asset.sha256] for at, asset in change.assets.items()}


def _id(change: Change) -> str:
    if not change.live_id:
        raise UsageProblem(f"the plan does not say which {change.address} it means")
    return change.live_id


def _expect_success(answer: Spec, what: str) -> None:
    if answer.get("success") is not True:
        raise OutcomeUnknown(f"the API answered {what} without saying that it was done")


def _written(answer: Spec) -> Written:
    def told(field: str) -> str | None:
        value = answer.get(field)
        return value if isinstance(value, str) else None

    return Written(told("id"), told("status"), told("category"))
