"""What the files say of smoke tests, with variables looked up or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.config.interpolate import interpolate
from wa_sync.desired.recipients import Filled
from wa_sync.desired.smoke import SECTION, Around, Smoke, smoke
from wa_sync.kinds import BY_NAME
from wa_sync.model.finding import Severity


if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from wa_sync.config.wants import Wants
    from wa_sync.desired import Desired, Source
    from wa_sync.model.account import Account
    from wa_sync.model.source import Spec


def collect(
    sources: Sequence[Source],
    chosen: Sequence[Account],
    names: Sequence[str] | None,
    desired: Desired,
    fill: Callable[[Spec, Account], Filled],
    *,
    whole: bool,
) -> Smoke:
    """Return the smoke tests for the chosen accounts, and what is wrong with them.

    ``names`` are those of all accounts, None where they are unknown. Where the files
    are not ``whole``, there may be more templates.
    """
    kind = BY_NAME["message_template"]
    broken = any(at[0] == kind.section for source in sources for at in source.broken)
    wrong = any(d.finding.severity is Severity.ERROR for d in desired.diagnostics)
    around = Around(
        kind=kind,
        accounts=chosen,
        names=names,
        declared=desired.declared,
        # what is broken may be the very template that is meant
        sure=whole and not (broken or wrong),
        fill=fill,
    )
    return smoke(sources, around)


def filler(
    env: Callable[[str], str | None] | None, wants: Wants, tokens: frozenset[str]
) -> Callable[[Spec, Account], Filled]:
    """Return what replaces variables; those of the environment only with ``env``."""

    def fill(spec: Spec, account: Account) -> Filled:
        value, found = interpolate(
            spec,
            vars=account.vars,
            env=env or (lambda _: None),
            allowed=account.env,
            wants=wants.get(SECTION, {}),
            tokens=tokens,
        )
        if env is not None:
            return Filled(value, found)
        unset = frozenset(one.at for one in found if one.rule == "env_missing")
        return Filled(value, [one for one in found if one.at not in unset], unset)

    return fill
