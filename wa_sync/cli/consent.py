"""Who says that a plan may be carried out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.cli.prompt import confirmed
from wa_sync.errors import Refused, UsageProblem
from wa_sync.model.change import Action
from wa_sync.plan.gates import shut
from wa_sync.plan.safety import DELETE_LIMITS


if TYPE_CHECKING:
    from collections.abc import Collection

    from wa_sync.cli.settings import Settings
    from wa_sync.model.change import Plan
    from wa_sync.plan.gates import Gate
    from wa_sync.workflow.load import Loaded


def one_account_or_asked(settings: Settings, loaded: Loaded, *, yes: bool) -> None:
    """Several accounts have to be named, unless a person is asked about the plan.

    Raises UsageProblem: it is the command line that lacks something.
    """
    asked = settings.interactive and not yes
    if len(loaded.accounts) > 1 and not settings.account and not asked:
        raise several_accounts(loaded, "say which: -a NAME, or -a '*' for all of them")


def several_accounts(loaded: Loaded, hint: str) -> UsageProblem:
    """Return what is said where one account is meant, and nobody says which."""
    names = ", ".join(account.name for account in loaded.accounts)
    return UsageProblem(
        f"the project has several accounts ({names}), and none is chosen", hint=hint
    )


def within_limits(
    plan: Plan, *, allow_delete: bool, gates: Collection[Gate] = ()
) -> None:
    """Raise Refused where a safety rule or a gate stands against the whole plan.

    Too many deletes stop a run that may not delete, too: they are rather a mistake in
    the files than a wish. Its way out names both flags, since one alone leads nowhere.
    """
    refused = (*plan.safety, *shut(plan, gates))
    if not refused:
        return
    ways = [one.way_out for one in refused]
    if any(one.rule in DELETE_LIMITS for one in refused):
        if not allow_delete:
            ways.append("and --allow-delete, without which nothing is deleted")
        ways += _after_other_commits(plan)
    reasons = "; ".join(one.reason for one in refused)
    raise Refused(reasons, hint="; ".join(ways))


def _after_other_commits(plan: Plan) -> list[str]:
    """Name the base where only that tells of deletes: no tombstone asks for them."""
    commit = plan.base.commit if plan.base else None
    asked = (c.action is Action.DELETE and c.source is None for c in plan.changes)
    if commit is None or not any(asked):
        return []
    return [f"after other commits, --base-ref {commit} as well"]


def expected(plan: Plan, digest: str | None) -> bool:
    """Whether the digest, of the plan or of its only account, is the expected one."""
    if digest is None:
        return True
    known = [plan.digest, *(a.digest for a in plan.accounts if len(plan.accounts) == 1)]
    return any(_same(one, digest) for one in known)


def _same(digest: str, given: str) -> bool:
    return given in {digest, digest.removeprefix("sha256:")}


def ask(settings: Settings, plan: Plan, *, yes: bool) -> bool:
    """Ask whether to go on; without a terminal only --yes is a yes."""
    if yes:
        return True
    if not settings.interactive:
        raise Refused(
            "nobody is here to confirm these changes", hint="look at them, then --yes"
        )
    count = sum(change.blocked is None for change in plan.changes)
    these = "this change" if count == 1 else f"these {count} changes"
    accounts = len({c.account for c in plan.changes if c.blocked is None})
    where = f" in {accounts} accounts" if accounts > 1 else ""
    return confirmed(f"Make {these}{where}?")
