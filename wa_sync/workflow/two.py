"""Two accounts of a project, each named whole."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wa_sync.errors import UsageProblem
from wa_sync.workflow.load import load


if TYPE_CHECKING:
    from wa_sync.model.account import Account
    from wa_sync.workflow.load import Inputs, Loaded


_GLOB = frozenset("*?[")


def load_two(inputs: Inputs, first: str, second: str) -> Loaded:
    """Read the project and judge it for two accounts, in the order they are named.

    Raises UsageProblem unless both are accounts of the project, and two, and
    InvalidConfiguration where something is wrong with what is declared for them.
    """
    for name in (first, second):
        if not _GLOB.isdisjoint(name):
            raise UsageProblem(
                f"{name!r} is a glob, and one account is meant", hint="name it whole"
            )
    if first == second:
        raise UsageProblem(
            f"{first!r} is named twice, and two accounts are meant",
            hint="name another account for one of the two",
        )
    loaded = load(replace(inputs, accounts=(first, second))).or_refuse()
    return replace(loaded, accounts=(_of(loaded, first), _of(loaded, second)))


def _of(loaded: Loaded, name: str) -> Account:
    return next(account for account in loaded.accounts if account.name == name)
