"""Three sides of an account: what the base declared, what files do, what is live."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from support.sides import ACCOUNT, NOW, spec, state

from wa_sync.kinds import KINDS
from wa_sync.model.change import Change, Note
from wa_sync.model.resource import Address, Declared, Live, Tombstone
from wa_sync.plan.build import Question, build
from wa_sync.plan.causes import Before
from wa_sync.plan.pair import Scope


if TYPE_CHECKING:
    from wa_sync.model.account import Account
    from wa_sync.model.change import Plan
    from wa_sync.model.source import Json, Spec


KEY = Address("message_template", "a/de")


def one(text: str = "first", footer: str | None = None, **fields: Json) -> Spec:
    """A template with a body, and perhaps a footer."""
    parts: list[Json] = [{"type": "BODY", "text": text}]
    if footer is not None:
        parts.append({"type": "FOOTER", "text": footer})
    return {**spec("a/de"), "components": parts, **fields}


def known(*base: Declared | Tombstone, **more: object) -> Before:
    """What the base declared, and the files do not."""
    return replace(
        Before(
            declared={d.address: d for d in base if isinstance(d, Declared)},
            buried=frozenset(t.address for t in base if isinstance(t, Tombstone)),
        ),
        **more,  # type: ignore[arg-type] # fields of Before
    )


def planned(
    *things: Declared | Live | Tombstone,
    before: Before | None,
    account: Account = ACCOUNT,
    scope: Scope = Scope(),  # noqa: B008 - frozen
    overwrite: bool = False,
) -> Plan:
    """Plan for one account."""
    there = replace(state(*things, account=account), before=before)
    question = Question(
        now=NOW, origin_of=lambda _: "x", scope=scope, overwrite_drift=overwrite
    )
    return build([there], KINDS, question)


def change_of(plan: Plan) -> Change:
    """The only change of a plan."""
    (change,) = plan.changes
    return change


def note_of(plan: Plan) -> Note:
    """The only note of a plan in which nothing changes."""
    assert plan.changes == ()
    (note,) = plan.drift
    return note
