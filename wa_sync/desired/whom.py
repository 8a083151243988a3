"""``accounts:`` of an entry or a tombstone → the accounts that it is meant for."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from wa_sync.model.account import matches
from wa_sync.model.finding import Diagnostic, Finding
from wa_sync.model.source import array, text


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wa_sync.model.account import Account
    from wa_sync.model.source import Origin, Spec


def meant_for(spec: Spec, accounts: Sequence[Account]) -> tuple[Account, ...]:
    """Return those of the accounts that a glob names; all where there are no globs."""
    if "accounts" not in spec:
        return tuple(accounts)
    globs = tuple(text(glob) for glob in array(spec["accounts"]))
    return tuple(account for account in accounts if matches(account.name, globs))


def unknown_accounts(
    spec: Spec, origin: Origin, names: Sequence[str] | None
) -> Iterator[Diagnostic]:
    """Yield what is wrong with globs that fit none of the names.

    ``names`` are those of all accounts of the project, chosen or not; None where it
    is not known which there are.
    """
    if names is None or "accounts" not in spec:
        return
    for i, glob in enumerate(map(text, array(spec["accounts"]))):
        if not any(matches(name, (glob,)) for name in names):
            finding = Finding(
                rule="unknown_account",
                at=("accounts", i),
                message=f"no account is named {glob!r}",
                hint=_hint(glob, names),
            )
            yield Diagnostic(finding, origin.span(finding.at))


def _hint(glob: str, names: Sequence[str]) -> str:
    if not names:
        return "the project declares no accounts: leave accounts: out here"
    close = get_close_matches(glob, names, n=1)
    return f"did you mean {close[0]!r}?" if close else f"there are: {', '.join(names)}"
