"""How long an apply will take, where Meta's limit of creates makes it long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.apply.pace import duration
from wa_sync.cli.output import note
from wa_sync.model.change import Action


if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_sync.cli.settings import Settings
    from wa_sync.cli.workshop import Workshop
    from wa_sync.model.change import Plan


def tell_forecast(chosen: Settings, plan: Plan, workshop: Workshop) -> None:
    """Say beforehand what will not be done at once, and what becomes of the rest."""
    for sentence in _forecast(plan, workshop):
        note(chosen, sentence)


def _forecast(plan: Plan, workshop: Workshop) -> Iterator[str]:
    patience = workshop.connection.max_wait
    for account in plan.accounts:
        mine = [c for c in plan.changes if c.account == account.name]
        creates = [
            c.address.kind
            for c in mine
            if c.action is Action.CREATE and c.blocked is None
        ]
        if not creates:
            continue
        for kind, past in workshop.past_creates(account.name):
            limit, count = kind.creates_per_hour or 0, creates.count(kind.name)
            takes = duration(count, limit, past)
            if takes == 0:
                continue
            yield (
                f"{account.name}: {count} {kind.title}s are to be created. Meta takes "
                f"{limit} an hour, and {len(past)} were created in the last one: this "
                f"takes about {_spoken(takes)}."
            )
            if takes > patience:
                yield (
                    f"A run waits {_spoken(patience)} at most, and leaves the rest to "
                    f"the next one; --max-wait {round(takes) + 60} waits for all of it."
                )


def _spoken(seconds: float) -> str:
    minutes = max(1, round(seconds / 60))
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{minutes} min"
    return f"{hours} h {rest} min" if rest else f"{hours} h"
