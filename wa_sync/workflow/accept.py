"""What is live → the files that declare it: values change, comments stay."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wa_sync.canonical import canonical, equal
from wa_sync.config.rewrite import CannotRewrite
from wa_sync.desired.entries import TOOL_KEYS
from wa_sync.errors import UsageProblem
from wa_sync.kinds import BY_NAME
from wa_sync.model.change import Action
from wa_sync.model.resource import Live
from wa_sync.model.source import array, mapping, text
from wa_sync.model.source import at as find
from wa_sync.plan.names import under_each
from wa_sync.plan.pair import named
from wa_sync.workflow.rewriting import Rewriting


if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from wa_sync.model.address import Address
    from wa_sync.model.change import Change, Plan
    from wa_sync.model.resource import Declared
    from wa_sync.model.source import Json, Pointer, Spec
    from wa_sync.workflow.load import Loaded


_ASSET = "asset"
_TYPE = "type"
_WORDS = frozenset({_TYPE, "format"})


@dataclass(frozen=True, slots=True)
class Accepted:
    """New texts of files by their paths, and the differences that they settle.

    ``shared`` names what other accounts declare by the same words.
    """

    files: Mapping[str, str]
    settled: frozenset[tuple[str, Address]]
    shared: tuple[tuple[str, Address], ...]


def accept(
    loaded: Loaded, plan: Plan, names: Sequence[str], everyone: Sequence[Declared]
) -> Accepted:
    """Return the files that declare what is live, for the named differences.

    ``everyone`` is what the files declare for any account.

    Raises UsageProblem where a name fits no difference, or one that a file cannot
    take, and CannotRewrite where a value does not stand in its place.
    """
    changes = [c for c in under_each(plan) if named(c.address, tuple(names))]
    for name in names:
        if not any(named(change.address, (name,)) for change in changes):
            raise UsageProblem(f"--accept {name!r} names nothing that differs")
    texts = Rewriting(loaded.read.documents)
    for change in changes:
        if change.action is not Action.UPDATE:
            raise UsageProblem(
                f"{change.address} is not declared and live at once",
                hint="edit the file by hand, or bring it in with wa-sync import",
            )
        _take(loaded, change, texts)
    settled = frozenset((c.account, c.address) for c in changes)
    places = [_place(_declared(loaded, change)) for change in changes]
    shared = (
        (other.account, other.address)
        for other in everyone
        if (other.account, other.address) not in settled and _place(other) in places
    )
    return Accepted(texts.files, settled, tuple(dict.fromkeys(shared)))


def _place(declared: Declared) -> tuple[str, int, Pointer, Address]:
    """Where the words of a declaration stand: accounts may share them."""
    span = declared.origin.span()
    return span.file.path, span.line, declared.origin.base, declared.address


def _declared(loaded: Loaded, change: Change) -> Declared:
    return next(
        d
        for d in loaded.desired.declared
        if (d.account, d.address) == (change.account, change.address)
    )


def _take(loaded: Loaded, change: Change, texts: Rewriting) -> None:
    """Write what is live into the entry that declares it."""
    declared = _declared(loaded, change)
    origin = declared.origin
    texts.put(origin, _entry(texts.entry(origin), declared, change))
    _check(loaded, declared, change, texts.entry(origin))


def _check(loaded: Loaded, declared: Declared, change: Change, entry: Spec) -> None:
    """Raise CannotRewrite unless what was written says what is live."""
    kind, live = BY_NAME[declared.address.kind], change.before or {}
    account = next(a for a in loaded.accounts if a.name == declared.account)
    there = Live(address=declared.address, spec={**declared.spec, **live}, live_id="")
    for variant in kind.expand({k: v for k, v in entry.items() if k not in TOOL_KEYS}):
        if kind.key(variant.entry, account) == declared.address.key:
            found = kind.align(kind.normalize(variant.entry), there, account)
            if all(equal(found.desired.get(k), found.live.get(k)) for k in live):
                return
    raise CannotRewrite(
        f"{declared.address} cannot be written as it is live",
        hint="edit the file by hand; wa-sync import shows how it would be written",
    )


def _entry(before: Spec, declared: Declared, change: Change) -> Spec:
    """Return the entry as it has to be written so that it says what is live."""
    origin, live = declared.origin, change.before or {}
    fresh = _composed(declared, live)
    own = mapping(find(before, origin.overlay))
    shared, mine = dict(before), dict(own)
    desired = change.after or {}
    for key in sorted(live.keys() | desired.keys()):
        if equal(live.get(key), desired.get(key)):
            continue
        below = bool(origin.overlay) and (key in own or key not in before)
        target = mine if below else shared
        _refuse_variables(change, key, target.get(key))
        value = _merged(target.get(key), fresh.get(key))
        if value is None and key not in live:
            target.pop(key, None)
        else:
            target[key] = value
    if not origin.overlay:
        return shared
    top, code = (str(step) for step in origin.overlay)
    return {**shared, top: {**mapping(shared[top]), code: mine}}


def _composed(declared: Declared, live: Spec) -> Mapping[str, Json]:
    """Return what is live as import would write it."""
    kind = BY_NAME[declared.address.kind]
    whole = Live(address=declared.address, spec={**declared.spec, **live}, live_id="")
    return next(iter(kind.compose([whole]))).entry


def _refuse_variables(change: Change, key: str, value: Json) -> None:
    if b"${" in canonical(value):
        raise CannotRewrite(
            f"{change.address}: {key} holds a variable",
            hint="several accounts may share it: edit the file by hand",
        )


def _merged(written: Json, fresh: Json) -> Json:
    """Keep of a list of parts those that say the same, and their samples."""
    if not isinstance(written, list) or not isinstance(fresh, list):
        return fresh
    waiting = [mapping(part) for part in fresh]
    if not all(waiting) or not all(mapping(part) for part in written):
        return fresh
    kept: list[Json] = []
    for part in map(mapping, written):
        twin = next((one for one in waiting if _sort(one) == _sort(part)), None)
        if twin is not None:
            waiting.remove(twin)
            kept.append(_part(part, twin))
    return [*kept, *waiting]


def _sort(part: Spec) -> str:
    return text(part.get(_TYPE)).upper()


def _part(written: Spec, fresh: Spec) -> Json:
    """Write a part as live has it, the way it was written where that says the same."""
    if _ASSET in written and written.get("format") == fresh.get("format"):
        # live shows a link in place of the file
        others = {k: v for k, v in fresh.items() if k != "example"}
        return {**others, _ASSET: written[_ASSET]}
    if any(_ASSET in mapping(part) for part in _of_cards(written)):
        raise CannotRewrite(
            "the cards of a carousel have local files, which live does not show",
            hint="edit the file by hand",
        )
    same = {k: v for k, v in written.items() if k in fresh and _says(k, v, fresh[k])}
    return {
        **{k: same.get(k, fresh[k]) for k in written if k in fresh},
        **{k: v for k, v in fresh.items() if k not in written},
    }


def _of_cards(written: Spec) -> Iterator[Json]:
    for card in array(written.get("cards")):
        yield from array(mapping(card).get("components"))


def _says(key: str, written: Json, fresh: Json) -> bool:
    """Whether both say the same: words of the API's own count in any case."""
    if key in _WORDS and isinstance(written, str) and isinstance(fresh, str):
        return written.upper() == fresh.upper()
    return equal(written, fresh)
