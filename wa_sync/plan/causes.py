"""Why declared and live differ: by what was declared where the change starts.

Three sides are compared: what the base declared, what the files declare, and what is
live. The kind's ``align`` makes each comparison with live, so that what cannot be
compared never counts (DESIGN §4, "Causes").
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from wa_sync.canonical import equal
from wa_sync.model.account import CategoryPolicy
from wa_sync.model.change import Absent, Cause, FieldChange
from wa_sync.plan.fields import explain
from wa_sync.plan.samples import marked, new_bytes


if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wa_sync.kind import Aligned, Kind
    from wa_sync.model.account import Account
    from wa_sync.model.address import Address
    from wa_sync.model.resource import Declared, Live
    from wa_sync.model.source import Spec


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """What was declared for one account at the base.

    ``buried`` are its tombstones. ``older`` holds declarations of older commits that
    live objects still are as. ``kept`` is what the files declare for any account of
    the project: none of that is gone. ``moved`` is what the target branch declares
    otherwise by now, and this change does not touch.
    """

    declared: Mapping[Address, Declared]
    buried: frozenset[Address] = frozenset()
    older: Mapping[Address, Declared] = field(default_factory=dict)
    kept: frozenset[Address] = frozenset()
    moved: frozenset[Address] = frozenset()


@dataclass(frozen=True, slots=True)
class Told:
    """A comparison with live, and why there is a difference; None where there is none.

    ``before`` and ``after`` are both sides as they are explained, with the samples
    that the change replaced; ``sure_of_bytes`` where all of those could be compared.
    """

    aligned: Aligned
    before: Spec
    after: Spec
    cause: Cause | None
    diff: tuple[FieldChange, ...] = ()
    sure_of_bytes: bool = False


def tell(
    kind: Kind, head: Declared, live: Live, account: Account, before: Before | None
) -> Told:
    """Compare a declaration with what is live, and say why they differ."""
    base = None if before is None else before.declared.get(head.address)
    aligned = _aligned(kind, head.spec, live, account, base)
    if before is None:
        same = equal(aligned.live, aligned.desired)
        cause = None if same else Cause.UNKNOWN
        told = Told(aligned, aligned.live, aligned.desired, cause)
        return replace(told, diff=_explained(kind, told))
    files = {} if base is None else new_bytes(base.assets, head.assets)
    told = Told(
        aligned,
        marked(aligned.live, {at: old for at, (old, _) in files.items()}),
        marked(aligned.desired, {at: new for at, (_, new) in files.items()}),
        None,
        sure_of_bytes=base is not None and base.assets.keys() == head.assets.keys(),
    )
    older = before.older.get(head.address)
    theirs = None if base is None else _aligned(kind, base.spec, live, account, base)
    cause = judged(
        live_is_head=equal(told.before, told.after),
        live_is_base=theirs is not None and equal(theirs.live, theirs.desired),
        head_is_base=theirs is not None
        and not files
        and equal(theirs.desired, aligned.desired),
        live_is_older=older is not None,
    )
    diff = _explained(kind, told)
    if cause is None or cause is Cause.ALREADY_LIVE:
        return replace(told, cause=cause)
    missing = [] if theirs is None else _between(kind, theirs)
    known = base is not None
    causes = (_of_field(one, missing, known=known, cause=cause) for one in diff)
    labelled = zip(diff, causes, strict=True)
    return replace(
        told, cause=cause, diff=tuple(replace(one, cause=why) for one, why in labelled)
    )


def judged(
    *, live_is_head: bool, live_is_base: bool, head_is_base: bool, live_is_older: bool
) -> Cause | None:
    """The table: None where there is nothing to tell."""
    if live_is_head:
        return None if head_is_base or live_is_base else Cause.ALREADY_LIVE
    if live_is_base:
        return Cause.THIS_CHANGE
    if live_is_older:
        return Cause.BEHIND if head_is_base else Cause.THIS_CHANGE
    return Cause.DRIFT if head_is_base else Cause.BOTH


def of_create(head: Declared, before: Before | None) -> Cause:
    """Why something has to be created.

    Nothing that was ever declared was always there, so where it is missing an earlier
    apply did not get there: making it overwrites nobody's work.
    """
    if before is None:
        return Cause.UNKNOWN
    base = before.declared.get(head.address)
    if base is None or not equal(base.spec, head.spec):
        return Cause.THIS_CHANGE
    return Cause.BEHIND


def of_removal(address: Address, before: Before | None) -> Cause:
    """Why something that has a tombstone has to go."""
    if before is None:
        return Cause.UNKNOWN
    return Cause.BEHIND if address in before.buried else Cause.THIS_CHANGE


def of_absence(
    kind: Kind, base: Declared, live: Live, account: Account, before: Before | None
) -> Cause:
    """Why something has to go that the base declared, and no file does now."""
    older = () if before is None else before.older
    if live.address in older or same(kind, base, live, account):
        return Cause.THIS_CHANGE
    return Cause.BOTH


def same(kind: Kind, declared: Declared, live: Live, account: Account) -> bool:
    """Whether live is what a declaration says, as far as that can be compared."""
    aligned = kind.align(declared.spec, live, account)
    return equal(aligned.live, aligned.desired)


def unexplained(
    kind: Kind, head: Declared | None, live: Live, account: Account, before: Before
) -> bool:
    """Whether live is neither as the base declared it nor as the files do.

    Then it may still be as an older commit declared it.
    """
    base = before.declared.get(live.address)
    sides = (one for one in (head, base) if one is not None)
    return not any(same(kind, one, live, account) for one in sides)


def _aligned(
    kind: Kind, spec: Spec, live: Live, account: Account, base: Declared | None
) -> Aligned:
    """Align, without hiding behind a policy what this change changed (DESIGN §5)."""
    aligned = kind.align(spec, live, account)
    if base is None or account.category_policy is CategoryPolicy.ENFORCE:
        return aligned
    strict = replace(account, category_policy=CategoryPolicy.ENFORCE)
    whole = kind.align(spec, live, strict)
    hidden = whole.desired.keys() - aligned.desired.keys()
    if any(not equal(spec.get(key), base.spec.get(key)) for key in hidden):
        return whole
    return aligned


def _explained(kind: Kind, told: Told) -> tuple[FieldChange, ...]:
    if equal(told.before, told.after):
        return ()
    return explain(kind.outline(told.before), kind.outline(told.after), kind.alike)


def _between(kind: Kind, aligned: Aligned) -> Sequence[FieldChange]:
    """What the base would have to change of live; paths lead through live, too."""
    if equal(aligned.live, aligned.desired):
        return ()
    outline = kind.outline
    return explain(outline(aligned.live), outline(aligned.desired), kind.alike)


def _of_field(
    change: FieldChange, base: Sequence[FieldChange], *, known: bool, cause: Cause
) -> Cause:
    """Say which side moved at one place: where the base agrees with live, the files."""
    if not known:
        return cause
    if any(_alike(change, one) for one in base):
        return Cause.BEHIND if cause in _OLDER else Cause.DRIFT
    if any(_overlap(change, one) for one in base):
        return Cause.THIS_CHANGE if cause in _OLDER else Cause.BOTH
    return Cause.THIS_CHANGE


_OLDER = frozenset({Cause.THIS_CHANGE, Cause.BEHIND})
"""Where live differs from the base all the same, it is as it was once declared."""


def _alike(one: FieldChange, other: FieldChange) -> bool:
    return (one.path, one.op) == (other.path, other.op) and _equal(one, other)


def _equal(one: FieldChange, other: FieldChange) -> bool:
    if isinstance(one.after, Absent) or isinstance(other.after, Absent):
        return one.after is other.after
    return equal(one.after, other.after)


def _overlap(one: FieldChange, other: FieldChange) -> bool:
    """Whether one place is the other, or inside it."""
    if one.op == other.op == "add" and one.path.rpartition("/")[2].isdecimal():
        return False  # two additions to a list are two
    a, b = f"{one.path}/", f"{other.path}/"
    return a.startswith(b) or b.startswith(a)
