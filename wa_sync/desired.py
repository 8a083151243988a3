"""Documents × kinds × accounts → what is declared, and what is wrong with it.

A template that is meant for several accounts is judged once for each, because
variables may make it differ; what is wrong with it is said once.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain, groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Protocol

from wa_sync.model.account import matches
from wa_sync.model.finding import Diagnostic, Finding, Severity
from wa_sync.model.resource import Address, Asset, Declared, Tombstone
from wa_sync.model.source import Origin, array, mapping, text


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from wa_sync.kind import Kind, Variant
    from wa_sync.model.account import Account
    from wa_sync.model.source import Json, Places, Pointer, Spec


TOOL_KEYS = frozenset({"accounts", "allow"})


class Document(Protocol):
    """One YAML document: its value, and the place of every part of it."""

    @property
    def value(self) -> Json:
        """The document as plain JSON."""

    @property
    def places(self) -> Places:
        """Where its values stand."""

    @property
    def literal(self) -> bool:
        """Whether it is known that no text of it holds a variable to fill in."""


@dataclass(frozen=True, slots=True)
class Doors:
    """What the pure floor is handed to look through.

    ``fill`` replaces ``${var:…}`` and ``${env:…}``; ``inspect`` looks at a local
    sample and says what it is, or what is wrong with it.
    """

    fill: Callable[[Kind, Spec, Account], tuple[Spec, Sequence[Finding]]]
    inspect: Callable[[str, Pointer], Asset | Finding]


@dataclass(frozen=True, slots=True)
class Desired:
    """Everything that is declared for the chosen accounts, and every diagnostic."""

    declared: tuple[Declared, ...]
    tombstones: tuple[Tombstone, ...]
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class _Entry:
    """One entry of a section, where it stands, and the accounts it is meant for."""

    kind: Kind
    value: Spec
    origin: Origin
    accounts: tuple[Account, ...]
    literal: bool


def desire(
    documents: Sequence[Document],
    kinds: Sequence[Kind],
    accounts: Sequence[Account],
    doors: Doors,
) -> Desired:
    """Collect what the documents declare for these accounts."""
    declared: list[Declared] = []
    found: dict[Diagnostic, None] = {}
    for document in documents:
        for entry in _entries(document, kinds, accounts):
            found.update(dict.fromkeys(_misnamed_rules(entry)))
            for account in entry.accounts:
                some, diagnostics = _declare(entry, account, doors)
                declared.extend(some)
                found.update(dict.fromkeys(diagnostics))
    tombstones, misplaced = _tombstones(documents, kinds, accounts)
    clashes = _twice(declared), _both(declared, tombstones), _together(declared, kinds)
    found.update(dict.fromkeys(chain(misplaced, *clashes)))
    return Desired(tuple(declared), tuple(tombstones), tuple(found))


def _entries(
    document: Document, kinds: Sequence[Kind], accounts: Sequence[Account]
) -> Iterator[_Entry]:
    whole = mapping(document.value)
    for kind in kinds:
        section = whole.get(kind.section)
        if section is None:
            continue
        for i, value in enumerate(array(section) if kind.many else [section]):
            base: Pointer = (kind.section, i) if kind.many else (kind.section,)
            spec = mapping(value)
            origin = Origin(document.places, base)
            meant_for = _meant_for(spec, accounts)
            yield _Entry(kind, spec, origin, meant_for, document.literal)


def _meant_for(spec: Spec, accounts: Sequence[Account]) -> tuple[Account, ...]:
    if "accounts" not in spec:
        return tuple(accounts)
    globs = tuple(text(glob) for glob in array(spec["accounts"]))
    return tuple(account for account in accounts if matches(account.name, globs))


def _misnamed_rules(entry: _Entry) -> Iterator[Diagnostic]:
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
    from difflib import get_close_matches

    close = get_close_matches(word, sorted(known), n=1)
    if close:
        return f"did you mean {close[0]!r}?"
    return "the id of a rule stands in brackets in what validate prints"


def _declare(
    entry: _Entry, account: Account, doors: Doors
) -> tuple[list[Declared], list[Diagnostic]]:
    filled, diagnostics = entry.value, []
    if not entry.literal:
        filled, wrong = doors.fill(entry.kind, entry.value, account)
        diagnostics = [Diagnostic(f, entry.origin.span(f.at, key=f.key)) for f in wrong]
    if diagnostics:
        return [], diagnostics
    bare = {key: value for key, value in filled.items() if key not in TOOL_KEYS}
    allow = frozenset(text(rule) for rule in array(filled.get("allow")))
    declared = []
    for variant in entry.kind.expand(bare):
        one, problems = _declare_variant(entry, variant, account, allow, doors)
        diagnostics.extend(problems)
        if one is not None:
            declared.append(one)
    return declared, diagnostics


def _declare_variant(
    entry: _Entry,
    variant: Variant,
    account: Account,
    allow: frozenset[str],
    doors: Doors,
) -> tuple[Declared | None, list[Diagnostic]]:
    kind = entry.kind
    whole = entry.origin
    origin = Origin(whole.places, whole.base, variant.overlay, variant.own)
    key = kind.key(variant.entry, account)
    if key is None:
        return None, [_no_key(kind, origin, account)]
    address = Address(kind.name, key)
    findings = [_allowed(f, allow) for f in kind.check(variant.entry)]
    if kind.many and not account.manage.covers(address.name):
        findings.append(_not_managed(address, account))
    assets, broken = _assets(kind.asset_paths(variant.entry), doors)
    findings.extend(broken)
    one = Declared(
        account=account.name,
        address=address,
        entry=variant.entry,
        spec=kind.normalize(variant.entry),
        origin=origin,
        allow=allow,
        assets=assets,
        findings=tuple(f for f in findings if f.severity is not Severity.ERROR),
    )
    return one, [Diagnostic(f, origin.span(f.at, key=f.key), address) for f in findings]


def _assets(
    paths: Mapping[Pointer, str], doors: Doors
) -> tuple[dict[Pointer, Asset], list[Finding]]:
    assets, broken = {}, []
    for at, path in paths.items():
        seen = doors.inspect(path, at)
        if isinstance(seen, Asset):
            assets[at] = seen
        else:
            broken.append(seen)
    return assets, broken


def _allowed(finding: Finding, allow: frozenset[str]) -> Finding:
    if finding.severity is Severity.ERROR and finding.rule in allow:
        return replace(finding, severity=Severity.WARNING)
    return finding


def _no_key(kind: Kind, origin: Origin, account: Account) -> Diagnostic:
    finding = Finding(
        rule="missing_id",
        at=(),
        message=f"account {account.name!r} does not say which {kind.title} this is",
        hint="give the account a phone_number_id, or write one here",
    )
    return Diagnostic(finding, origin.span())


def _not_managed(address: Address, account: Account) -> Finding:
    return Finding(
        rule="outside_manage",
        at=("name",),
        message=f"{address.name!r} is outside what account {account.name!r} manages",
        hint="widen manage: of the account, or declare it elsewhere",
    )


def _twice(declared: Sequence[Declared]) -> Iterator[Diagnostic]:
    first: dict[tuple[str, Address], Declared] = {}
    for one in declared:
        other = first.setdefault((one.account, one.address), one)
        if other is not one:
            there = other.origin.span()
            finding = Finding(
                rule="declared_twice",
                at=(),
                message=f"{one.address} is declared twice",
                hint=f"the other place is {there.file.path}:{there.line}; keep one",
            )
            yield Diagnostic(finding, one.origin.span(), one.address)


def _both(
    declared: Sequence[Declared], tombstones: Sequence[Tombstone]
) -> Iterator[Diagnostic]:
    gone = {(t.account, t.address): t for t in tombstones}
    for one in declared:
        tombstone = gone.get((one.account, one.address))
        if tombstone is not None:
            there = tombstone.origin.span()
            finding = Finding(
                rule="declared_and_removed",
                at=(),
                message=f"{one.address} is declared here and removed elsewhere",
                hint=f"removed: names it at {there.file.path}:{there.line}; keep one",
            )
            yield Diagnostic(finding, one.origin.span(), one.address)


def _together(
    declared: Sequence[Declared], kinds: Sequence[Kind]
) -> Iterator[Diagnostic]:
    place = attrgetter("account", "address.kind")
    by_name = {kind.name: kind for kind in kinds}
    for (_, kind), group in groupby(sorted(declared, key=place), key=place):
        for one, finding in by_name[kind].check_together(list(group)):
            span = one.origin.span(finding.at, key=finding.key)
            yield Diagnostic(_allowed(finding, one.allow), span, one.address)


def _tombstones(
    documents: Sequence[Document], kinds: Sequence[Kind], accounts: Sequence[Account]
) -> tuple[list[Tombstone], list[Diagnostic]]:
    found: list[Tombstone] = []
    wrong: list[Diagnostic] = []
    by_name = {kind.name: kind for kind in kinds}
    for document in documents:
        for i, entry in enumerate(array(mapping(document.value).get("removed"))):
            spec = mapping(entry)
            origin = Origin(document.places, ("removed", i))
            for name in spec.keys() & by_name.keys():
                address = Address(name, text(spec[name]))
                for account in _meant_for(spec, accounts):
                    found.append(
                        Tombstone(account=account.name, address=address, origin=origin)
                    )
                    if not account.manage.covers(address.name):
                        finding = _not_managed(address, account)
                        wrong.append(Diagnostic(finding, origin.span(), address))
    return found, wrong
