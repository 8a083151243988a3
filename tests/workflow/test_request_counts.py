"""What a large account costs: pages, and nothing for each of its templates (R30)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from support.workbench import Workbench, templates, workbench

from wa_sync.sandbox import ledger
from wa_sync.sandbox.objects import Stored


COUNT = 6_000
CHANGES = 3


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbench]:
    """An account that is as full as Meta lets it be, but for a few."""
    with workbench(tmp_path_factory.mktemp("large")) as bench:
        _fill(bench, COUNT - CHANGES)
        yield bench


def _fill(bench: Workbench, count: int) -> None:
    world, account = bench.there.world, bench.there.account
    owner = account.waba_id or ""
    with world.store.transaction():
        for number in range(count):
            name, node = f"kept_{number:04}", str(10**15 + number)
            world.objects.add(
                Stored(
                    *(0, "message_template", owner, node, name, "en_US"),
                    {
                        "name": name,
                        "parameter_format": "POSITIONAL",
                        "components": [{"type": "BODY", "text": "As it is."}],
                        "language": "en_US",
                        "status": "APPROVED",
                        "category": "UTILITY",
                        "id": node,
                    },
                )
            )


def test_a_plan_costs_a_request_a_page_and_an_apply_three_a_change(
    large: Workbench,
) -> None:
    """Six thousand in six; then a look, a write and a look for each change."""
    declared = {f"kept_{number:04}": "As it is." for number in range(1_000)}
    new = {f"new_{number}": "It is new and waits for you." for number in range(CHANGES)}
    made = large.plan(templates(**declared, **new))
    pages = ledger.last(large.there.world)
    assert (len(made.changes), made.summary.unchanged) == (CHANGES, 1_000)
    assert pages == COUNT // 1_000
    outcomes = large.apply(made)
    assert {outcome.state.value for outcome in outcomes} == {"done"}
    assert ledger.last(large.there.world) - pages == 3 * CHANGES
