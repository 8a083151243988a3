"""live → YAML that a person would have written, and that validates as it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wa_sync.config import writer
from wa_sync.errors import UsageProblem
from wa_sync.kind import Listing
from wa_sync.kinds import BY_NAME, KINDS
from wa_sync.plan.pair import named
from wa_sync.workflow.drafts import Written, written


if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from wa_sync.graph.client import Reader
    from wa_sync.model.account import Account
    from wa_sync.model.resource import Address, Live
    from wa_sync.model.source import Json
    from wa_sync.workflow.load import Loaded


ONE_FILE = "templates.yaml"
SCHEMA = "schemas/wa-sync.schema.json"
"""Where files that import writes tell an editor to look, from the project on."""
DECLARED = "already declared in"
_STEM = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,200}")
"""A name that a file can have on every system, and that hides nothing."""


@dataclass(frozen=True, slots=True)
class Left:
    """A live object that was not imported, and why."""

    address: Address
    reason: str


@dataclass(frozen=True, slots=True)
class Imported:
    """Files to write, as paths below the folder → YAML; and what was left out."""

    files: Mapping[str, str]
    count: int
    left: tuple[Left, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is to be imported: names (globs; none means all), and how.

    ``declared`` says where an address is declared already, as a path below the
    folder that is written to; with ``anew`` such files are written anew.
    """

    names: tuple[str, ...]
    one_file: bool
    anew: bool
    declared: Mapping[Address, str]


def read_all(reader: Reader, account: Account) -> Listing:
    """Everything live in an account, as far as it says which account that is."""
    listings = [
        kind.read(reader, account)
        for kind in KINDS
        if not (kind.many and account.waba_id is None)
    ]
    return Listing(
        tuple(live for one in listings for live in one.objects),
        passed=tuple(left for one in listings for left in one.passed),
    )


def imported(found: Listing, loaded: Loaded, wish: Wish) -> Imported:
    """Say what would be written; raises UsageProblem where that would lose something.

    A file is written whole. So a file that declares anything else than what is
    imported into it is never written, not even anew.
    """
    lives = found.objects
    _all_known(lives, wish.names)
    account = loaded.accounts[0]
    chosen = [
        live for live in lives if not wish.names or named(live.address, wish.names)
    ]
    reasons = {live.address: _left_out(live, account, wish) for live in chosen}
    entries = [
        entry
        for kind in KINDS
        for entry in written(
            kind,
            [
                live
                for live in chosen
                if live.address.kind == kind.name and reasons[live.address] is None
            ],
            account,
        )
    ]
    files = _files(entries, one_file=wish.one_file)
    _nothing_lost(files, wish.declared)
    passed = (one for one in found.passed if not wish.names)
    left = tuple(
        Left(at, reason)
        for at, reason in (*reasons.items(), *passed)
        if reason is not None
    )
    return Imported(
        {path: _document(path, some) for path, some in files.items()},
        sum(reason is None for reason in reasons.values()),
        tuple(sorted(left, key=lambda one: one.address)),
    )


def _all_known(lives: Sequence[Live], names: tuple[str, ...]) -> None:
    for name in names:
        if not any(named(live.address, (name,)) for live in lives):
            raise UsageProblem(
                f"nothing live is named {name!r}",
                hint="wa-sync plan lists what is live and not declared",
            )


def _left_out(live: Live, account: Account, wish: Wish) -> str | None:
    kind = BY_NAME[live.address.kind]
    if kind.sample(live):
        return "one of Meta's samples"
    if kind.ignored(live):
        return "being deleted"
    if kind.many and not account.manage.covers(live.address):
        return "outside manage:"
    if kind.many and not _STEM.fullmatch(live.address.name):
        return "its name cannot be the name of a file"
    there = wish.declared.get(live.address)
    target = ONE_FILE if wish.one_file else f"templates/{live.address.name}.yaml"
    if there is not None and not (wish.anew and (there == target or not kind.many)):
        return f"{DECLARED} {there}"
    return None


def _files(entries: Iterable[Written], *, one_file: bool) -> dict[str, list[Written]]:
    files: dict[str, list[Written]] = {}
    for entry in entries:
        files.setdefault(ONE_FILE if one_file else entry.path, []).append(entry)
    return files


def _nothing_lost(
    files: Mapping[str, list[Written]], declared: Mapping[Address, str]
) -> None:
    for path, entries in files.items():
        written_there = {at for entry in entries for at in entry.addresses}
        lost = sorted(
            str(address)
            for address, there in declared.items()
            if there == path and address not in written_there
        )
        if lost:
            raise UsageProblem(
                f"{path} also declares {', '.join(lost)}, and nothing was written",
                hint="move that elsewhere first, or import with --out DIR",
            )


def modeline(path: str) -> str:
    """Return the comment that names the schema to an editor, for a file's path."""
    return f"yaml-language-server: $schema={'../' * path.count('/')}{SCHEMA}"


def _document(path: str, entries: Sequence[Written]) -> str:
    """Write a file; a further one of what stands alone has a document of its own."""
    document: dict[str, Json] = {"version": 1}
    further: list[dict[str, Json]] = []
    for kind in KINDS:
        mine: list[Json] = [e.entry for e in entries if e.kind.name == kind.name]
        if mine:
            document[kind.section] = mine if kind.many else mine[0]
        if not kind.many:
            further += ({"version": 1, kind.section: one} for one in mine[1:])
    first = writer.write_document(document, comment=modeline(path))
    return "---\n".join([first, *map(writer.write_document, further)])
