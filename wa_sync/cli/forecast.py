"""How long an apply will take, where Meta's limit of creates makes it long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.apply.pace import duration
from wa_sync.cli.output import note
from wa_sync.model.change import Action
from wa_sync.model.waiting import spoken
from wa_sync.render.wording import counted, listed


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from wa_sync.cli.settings import Settings
    from wa_sync.cli.workshop import Workshop
    from wa_sync.kind import Kind
    from wa_sync.model.change import Plan


def tell_forecast(chosen: Settings, plan: Plan, workshop: Workshop) -> None:
    """Say beforehand what will not be done at once, and what becomes of the rest."""
    for sentence in _forecast(plan, workshop):
        note(chosen, sentence)


def _forecast(plan: Plan, workshop: Workshop) -> Iterator[str]:
    patience = workshop.connection.max_wait
    creates = [
        c for c in plan.changes if c.action is Action.CREATE and c.blocked is None
    ]
    for names in _same_to_meta(workshop):
        kinds = [c.address.kind for c in creates if c.account in names]
        if not kinds:
            continue
        for kind, past in workshop.past_creates(names[0]):
            limit, count = kind.creates_per_hour or 0, kinds.count(kind.name)
            takes = duration(count, limit, past)
            if takes == 0:
                continue
            yield f"{listed(names)}: {reckoned(kind, count, len(past), takes)}"
            if takes > patience:
                yield (
                    f"A run waits {spoken(patience)} at most, and leaves the rest to "
                    f"the next one; --max-wait {round(takes) + 60} waits for all of it."
                )


def _same_to_meta(workshop: Workshop) -> Iterable[list[str]]:
    """Accounts of one WABA share its limit, whatever they are called."""
    found: dict[tuple[str, str], list[str]] = {}
    for account in workshop.loaded.accounts:
        found.setdefault(workshop.connection.same(account), []).append(account.name)
    return found.values()


def reckoned(kind: Kind, count: int, past: int, takes: float) -> str:
    """Say how long ``count`` creates take after ``past`` ones; ``takes`` in seconds."""
    are, were = ("is" if count == 1 else "are"), ("was" if past == 1 else "were")
    return (
        f"{counted(count, kind.title)} {are} to be created. Meta takes "
        f"{kind.creates_per_hour} an hour, and {past} {were} created in the last one: "
        f"this takes about {spoken(takes)}."
    )
