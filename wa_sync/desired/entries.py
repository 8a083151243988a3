"""Entries → variants → what is declared, and what is wrong with each.

A template that is meant for several accounts is judged once for each, because
variables may make it differ; what is wrong with it is said once.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

from wa_sync.desired.findings import allowed, no_key, not_managed
from wa_sync.desired.undecided import certain, decided, failures
from wa_sync.desired.whom import meant_for, unknown_accounts
from wa_sync.model.finding import Diagnostic, Finding, Severity
from wa_sync.model.resource import Address, Asset, Declared
from wa_sync.model.source import Origin, Part, array, mapping, text


if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from wa_sync.desired.sources import Doors, Source
    from wa_sync.kind import Kind, Variant
    from wa_sync.model.account import Account
    from wa_sync.model.source import Json, Pointer, Spec


TOOL_KEYS = frozenset({"accounts", "allow"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a section, where it stands, and the accounts it is meant for."""

    kind: Kind
    value: Spec
    origin: Origin
    accounts: tuple[Account, ...]
    literal: bool
    doubts: frozenset[Pointer] = frozenset()


def entries(
    source: Source, kinds: Sequence[Kind], accounts: Sequence[Account]
) -> Iterator[Entry]:
    """Yield the entries of a document, as far as they have the shape they need.

    Where nobody knows for whom one is, or what it allows, nothing of it can be judged.
    """
    whole = mapping(source.value)
    for kind in kinds:
        section = whole.get(kind.section)
        if section is None:
            continue
        for i, value in enumerate(array(section) if kind.many else [section]):
            base: Pointer = (kind.section, i) if kind.many else (kind.section,)
            part = source.parts.get(base)
            if base not in source.broken:
                part = Part(value)
            if part is None or any(at[0] in TOOL_KEYS for at in part.doubts):
                continue
            spec = mapping(part.value)
            origin = Origin(source.places, base)
            meant = meant_for(spec, accounts)
            yield Entry(kind, spec, origin, meant, source.literal, part.doubts)


def misnamed(entry: Entry, names: Sequence[str] | None) -> Iterator[Diagnostic]:
    """Yield the rules and accounts of an entry that there are not."""
    yield from unknown_accounts(entry.value, entry.origin, names)
    if "allow" not in entry.value:
        return
    known = entry.kind.rules()
    for i, rule in enumerate(array(entry.value["allow"])):
        if text(rule) not in known:
            finding = Finding(
                rule="unknown_rule",
                at=("allow", i),
                message=f"there is no rule named {text(rule)!r}",
                hint=_did_you_mean(text(rule), known),
            )
            yield Diagnostic(finding, entry.origin.span(finding.at))


def _did_you_mean(word: str, known: frozenset[str]) -> str:
    close = get_close_matches(word, sorted(known), n=1)
    if close:
        return f"did you mean {close[0]!r}?"
    return "the id of a rule stands in brackets in what validate prints"


def declare(
    entry: Entry, account: Account, doors: Doors
) -> tuple[list[Declared], list[Diagnostic]]:
    """Return what an entry declares for an account, and what is wrong with it."""
    filled, wrong = entry.value, list[Finding]()
    if not entry.literal:
        filled, found = doors.fill(entry.kind, entry.value, account)
        wrong.extend(found)
    diagnostics = [Diagnostic(f, entry.origin.span(f.at, key=f.key)) for f in wrong]
    bare = {key: value for key, value in filled.items() if key not in TOOL_KEYS}
    allow = frozenset(text(rule) for rule in array(filled.get("allow")))
    declared = []
    open_ = [*(finding.at for finding in wrong), *entry.doubts]
    for variant in entry.kind.expand(bare):
        failed = failures(variant, open_)
        one, problems = _Judging(entry, variant, account, allow, failed).declare(doors)
        diagnostics.extend(problems)
        if one is not None:
            declared.append(one)
    return declared, diagnostics


@dataclass(frozen=True, slots=True)
class _Judging:
    """One variant in one account; what it says in ``failed`` nobody knows."""

    entry: Entry
    variant: Variant
    account: Account
    allow: frozenset[str]
    failed: tuple[Pointer, ...]

    def declare(self, doors: Doors) -> tuple[Declared | None, list[Diagnostic]]:
        kind, variant = self.entry.kind, self.variant
        whole = self.entry.origin
        origin = Origin(whole.places, whole.base, variant.overlay, variant.own)
        address = self._address()
        if address is None and not self.failed:
            return None, [no_key(kind, origin, self.account)]
        findings = [
            allowed(f, self.allow) for f in certain(kind, variant.entry, self.failed)
        ]
        if address and kind.many and not self.account.manage.covers(address):
            findings.append(not_managed(address, self.account))
        assets, broken = _assets(variant.entry, kind, doors)
        findings.extend(f for f in broken if decided(kind, f, self.failed))
        diagnostics = [
            Diagnostic(f, origin.span(f.at, key=f.key), address) for f in findings
        ]
        if address is None or self.failed:
            return None, diagnostics
        one = Declared(
            account=self.account.name,
            address=address,
            entry=variant.entry,
            spec=kind.normalize(variant.entry),
            origin=origin,
            allow=self.allow,
            assets=assets,
            findings=tuple(f for f in findings if f.severity is not Severity.ERROR),
        )
        return one, diagnostics

    def _address(self) -> Address | None:
        """Return what this is about; None where that is in doubt, or nobody says."""
        kind, entry = self.entry.kind, self.variant.entry
        if kind.many:
            unknown = {at[0] for at in self.failed if len(at) == 1}
            entry = {key: entry[key] for key in entry.keys() - unknown}
        key = kind.key(entry, self.account)
        return None if key is None else Address(kind.name, key)


def _assets(
    variant: Spec, kind: Kind, doors: Doors
) -> tuple[Mapping[Pointer, Asset], list[Finding]]:
    assets, broken = {}, []
    paths = kind.asset_paths(variant)
    seen: dict[str, int] = defaultdict(int)
    for at, path in paths.items():
        found = doors.inspect(path, at)
        if isinstance(found, Asset):
            assets[at] = found
        else:
            places = list(_places(variant, path, ()))
            broken.append(replace(found, at=places[seen[path]]))
            seen[path] += 1
    return assets, broken


def _places(value: Json, path: str, at: Pointer) -> Iterator[Pointer]:
    """Yield where a path is written: the normal form knows an order of its own."""
    if isinstance(value, dict):
        for key, below in value.items():
            if key == "text":
                continue
            yield from _places(below, path, (*at, key))
    elif isinstance(value, list):
        for i, below in enumerate(value):
            yield from _places(below, path, (*at, i))
    elif value == path:
        yield at
