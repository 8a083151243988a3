"""live → YAML that a person would have written, and that validates as it stands.

Approved templates that break today's create rules exist. So what would be written
is judged first, and the rules that it breaks are written down as ``allow:``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wa_sync.config import writer
from wa_sync.config.interpolate import literal
from wa_sync.errors import UsageProblem
from wa_sync.kinds import BY_NAME, KINDS
from wa_sync.model.account import matches
from wa_sync.model.finding import Severity
from wa_sync.model.source import mapping


if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from wa_sync.graph.client import Reader
    from wa_sync.kind import Draft, Kind
    from wa_sync.model.account import Account
    from wa_sync.model.resource import Address, Live
    from wa_sync.model.source import Json
    from wa_sync.workflow.load import Loaded


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


def read_all(reader: Reader, account: Account) -> list[Live]:
    """Everything live in an account, as far as it says which account that is."""
    return [
        live
        for kind in KINDS
        if (account.waba_id if kind.many else account.phone_number_id) is not None
        for live in kind.read(reader, account).objects
    ]


def imported(
    lives: Sequence[Live], loaded: Loaded, names: tuple[str, ...], *, one_file: bool
) -> Imported:
    """Say what would be written for these names (globs; none means all)."""
    _all_known(lives, names)
    chosen: list[Live] = []
    left: list[Left] = []
    for live in lives:
        if not _named(live, names):
            continue
        reason = _left_out(live, loaded)
        if reason is None:
            chosen.append(live)
        else:
            left.append(Left(live.address, reason))
    sections = [(kind, _drafts(kind, chosen)) for kind in KINDS]
    files = _one_file(sections) if one_file else _files(sections)
    return Imported(files, len(chosen), tuple(left))


def _named(live: Live, names: tuple[str, ...]) -> bool:
    address = live.address
    return not names or any(
        matches(name, names) for name in (address.name, address.key, str(address))
    )


def _all_known(lives: Sequence[Live], names: tuple[str, ...]) -> None:
    for name in names:
        if not any(_named(live, (name,)) for live in lives):
            raise UsageProblem(
                f"nothing live is named {name!r}",
                hint="wa-sync plan lists what is live and not declared",
            )


def _left_out(live: Live, loaded: Loaded) -> str | None:
    kind = BY_NAME[live.address.kind]
    account = loaded.accounts[0]
    if kind.sample(live):
        return "one of Meta's samples"
    if kind.ignored(live):
        return "being deleted"
    if kind.many and not account.manage.covers(live.address.name):
        return "outside manage:"
    for declared in loaded.desired.declared:
        if declared.address == live.address:
            span = declared.origin.span()
            return f"already declared at {span.file.path}:{span.line}"
    return None


def entries(kind: Kind, lives: Iterable[Live]) -> list[Json]:
    """Live objects of one kind as entries, with the ``allow:`` that they need."""
    return [_with_allow(kind, draft) for draft in _drafts(kind, lives)]


def _drafts(kind: Kind, lives: Iterable[Live]) -> list[Draft]:
    mine = [live for live in lives if live.address.kind == kind.name]
    return list(kind.compose(sorted(mine, key=lambda live: live.address)))


def _with_allow(kind: Kind, draft: Draft) -> dict[str, Json]:
    broken = {
        finding.rule
        for variant in kind.expand(draft.entry)
        for finding in kind.check(variant.entry)
        if finding.severity is Severity.ERROR
    }
    entry = dict(mapping(literal(draft.entry)))
    if broken:
        rules: list[Json] = [*sorted(broken)]
        entry["allow"] = rules
    return entry


def _one_file(sections: Sequence[tuple[Kind, list[Draft]]]) -> dict[str, str]:
    document: dict[str, Json] = {"version": 1}
    for kind, drafts in sections:
        entries = [_with_allow(kind, draft) for draft in drafts]
        if entries:
            document[kind.section] = entries if kind.many else entries[0]
    return {"templates.yaml": writer.write_document(document)}


def _files(sections: Sequence[tuple[Kind, list[Draft]]]) -> dict[str, str]:
    grouped: dict[str, dict[str, Json]] = {}
    for kind, drafts in sections:
        for draft in drafts:
            entry = _with_allow(kind, draft)
            path = f"templates/{draft.stem}.yaml" if kind.many else f"{draft.stem}.yaml"
            document = grouped.setdefault(path, {"version": 1})
            if kind.many:
                earlier = document.get(kind.section)
                entries = [*earlier] if isinstance(earlier, list) else []
                document[kind.section] = [*entries, entry]
            else:
                document[kind.section] = entry
    return {path: writer.write_document(doc) for path, doc in grouped.items()}
