"""declared → what senders have to pass, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.errors import UsageProblem
from wa_sync.kinds import BY_NAME
from wa_sync.model.contract import Form, Signature
from wa_sync.model.source import text
from wa_sync.plan.pair import named


if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from wa_sync.model.contract import Contract
    from wa_sync.model.resource import Declared
    from wa_sync.workflow.load import Loaded


def signatures(loaded: Loaded, names: Sequence[str] = ()) -> tuple[Signature, ...]:
    """Return how everything that is declared and chosen is called, by name.

    ``names`` are globs of names or addresses. Raises UsageProblem for one that fits
    nothing that is called, and where accounts declare one language in two ways.
    """
    called = [one for one in loaded.desired.declared if _called(one, loaded)]
    for name in names:
        if not any(named(one.address, (name,)) for one in called):
            raise _nothing_of(name, called)
    globs = tuple(names)
    found: dict[str, list[Declared]] = {}
    for one in called:
        if not globs or named(one.address, globs):
            found.setdefault(one.address.name, []).append(one)
    return tuple(_signature(name, found[name]) for name in sorted(found))


def _called(one: Declared, loaded: Loaded) -> bool:
    covered = loaded.scope.covers(one.address, one.origin.span().file.path)
    return covered and BY_NAME[one.address.kind].contract is not None


def _nothing_of(name: str, called: Sequence[Declared]) -> UsageProblem:
    from difflib import get_close_matches

    there = sorted({one.address.name for one in called})
    close = get_close_matches(name, there, n=1)
    return UsageProblem(
        f"no template is named {name!r}",
        hint=f"did you mean {close[0]!r}?" if close else "wa-sync contract lists them",
    )


def _signature(name: str, all_: Sequence[Declared]) -> Signature:
    contracts: dict[str, tuple[Declared, Contract | None]] = {}
    for one in all_:
        tell = BY_NAME[one.address.kind].contract
        told = tell(one.spec) if tell else None
        language = one.address.key.partition("/")[2]
        other, known = contracts.setdefault(language, (one, told))
        if known != told:
            raise UsageProblem(
                f"{one.address} takes other parameters in account {one.account!r} than "
                f"in {other.account!r}",
                hint="choose one of them: -a NAME",
            )
    return Signature(
        name=name,
        category=text(all_[0].spec.get("category")),
        forms=_forms({key: told for key, (_, told) in contracts.items()}),
        unknown=_without(contracts),
    )


def _forms(contracts: Mapping[str, Contract | None]) -> tuple[Form, ...]:
    alike: dict[Contract, list[str]] = {}
    for language in sorted(contracts):
        told = contracts[language]
        if told is not None:
            alike.setdefault(told, []).append(language)
    return tuple(Form(tuple(some), told) for told, some in alike.items())


def _without(
    contracts: Mapping[str, tuple[Declared, Contract | None]],
) -> tuple[str, ...]:
    unknown: Iterable[str] = (key for key, (_, told) in contracts.items() if not told)
    return tuple(sorted(unknown))
