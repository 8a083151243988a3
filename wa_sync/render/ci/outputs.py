"""What later steps of a workflow want to know about a plan, as outputs of its step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.render.sinks.github import Outputs, output
from wa_sync.render.sinks.json import document


if TYPE_CHECKING:
    from collections.abc import Mapping

    from wa_sync.model.change import Plan


def outputs(plan: Plan, *, exit_code: int) -> Outputs:
    """Return the lines for ``GITHUB_OUTPUT``.

    ``exit_code`` is what ``plan --detailed-exitcode`` ends with. A blocked change
    counts as blocked only; ``accounts`` is JSON, from a name to its digest.
    """
    return Outputs("").join(
        output(name, value) for name, value in _facts(plan, exit_code).items()
    )


def _facts(plan: Plan, exit_code: int) -> Mapping[str, str]:
    counts = plan.summary
    doable = counts.create + counts.update + counts.delete
    digests = {account.name: account.digest for account in plan.accounts}
    return {
        "digest": plan.digest,
        "has_changes": "true" if doable else "false",
        "creates": str(counts.create),
        "updates": str(counts.update),
        "deletes": str(counts.delete),
        "blocked": str(counts.blocked),
        "drift": str(counts.drift),
        "accounts": document(digests, indent=False).rstrip("\n"),
        "exit_code": str(exit_code),
    }
