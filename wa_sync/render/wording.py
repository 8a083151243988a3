"""The words that all formats share: signs, counts, causes, consequences, advice."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from wa_sync.errors import ApiUnavailable
from wa_sync.model.change import Action, Cause, Risk
from wa_sync.model.finding import Severity
from wa_sync.model.report import State


if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from wa_sync.model.base import Base
    from wa_sync.model.change import AccountPlan, Change, Plan, Summary
    from wa_sync.model.drift import Drift
    from wa_sync.model.finding import Diagnostic, MetaCode
    from wa_sync.model.made import Made
    from wa_sync.model.report import Outcome, Report

NO_CHANGES = "No changes. Live matches your files."
INCOMPLETE = (
    "This plan is incomplete: not everything could be read, so nothing is deleted."
)
OFFLINE = "Compared with a commit: nobody was asked what is live."
HELD = "Deletes wait until nothing else of their account is blocked."
LEFT_ALONE = "Differs, but apply leaves it alone:"

SIGN: Mapping[Action, str] = {
    Action.CREATE: "+",
    Action.UPDATE: "~",
    Action.DELETE: "-",
}

PAST: Mapping[Action, str] = {
    Action.CREATE: "created",
    Action.UPDATE: "updated",
    Action.DELETE: "deleted",
}

CAUSE: Mapping[Cause, str] = {
    Cause.THIS_CHANGE: "from this change",
    Cause.BEHIND: "behind: an earlier apply did not get here",
    Cause.DRIFT: "drift: edited live, not in the files",
    Cause.BOTH: "changed both in the files and live",
    Cause.ALREADY_LIVE: "already live",
    Cause.OUTDATED: "outdated: merge the target branch",
    Cause.OTHER_NAME: "under another name of the account",
    Cause.META: "by Meta",
    Cause.UNKNOWN: "",
}

WEIGHED: Mapping[Risk, str] = {
    Risk.BREAKING: "breaking for senders",
    Risk.COST: "cost",
}
"""What is weighed before a change is approved; the rest follows from any change."""

FINE = frozenset({State.DONE, State.ALREADY})

_ENDED: Mapping[State, str] = {
    State.DONE: "done",
    State.ALREADY: "in place",
    State.FAILED: "failed",
    State.BLOCKED: "blocked",
    State.STALE: "stale",
    State.UNKNOWN: "unknown",
    State.SKIPPED: "not tried",
}

_MEND = "Mend it, then run apply again."
_WAY_OUT = "It stays as it is until its way out is taken."


def counted(number: int, noun: str, plural: str = "") -> str:
    """Write a number with its noun: ``1 error``, ``2 errors``."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def listed(words: Sequence[str]) -> str:
    """Join as a sentence does: ``a, b and c``."""
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last


def size(octets: int) -> str:
    """Write a file's size: ``812 bytes``, ``64.2 kB``, ``3.1 MB``."""
    if octets < 1000:  # noqa: PLR2004 - SI, as file managers count
        return counted(octets, "byte")
    thousands = octets / 1000
    large = thousands >= 1000  # noqa: PLR2004 - the same
    return f"{thousands / 1000:.1f} MB" if large else f"{thousands:.1f} kB"


def moment(when: datetime) -> str:
    """Write a point in time to the minute, in UTC."""
    return when.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")


def follows(change: Change) -> str:
    """Say what follows for the change itself: its review, and what that may do."""
    quiet = [said for said in change.consequences if said.risk not in WEIGHED]
    return ", ".join(said.message for said in reversed(quiet))


def risks(plan: Plan) -> str:
    """Count what a reviewer has to weigh: ``1 breaking, 2 cost``; empty for nothing."""
    found = [{said.risk for said in one.consequences} for one in plan.changes]
    return ", ".join(
        f"{number} {word}"
        for risk, word in WEIGHED.items()
        if (number := sum(risk in risks for risks in found))
    )


def would_answer(meta: MetaCode) -> str:
    """Say what Meta would have said."""
    subcode = "" if meta.subcode is None else f", subcode {meta.subcode}"
    return f"would answer code {meta.code}{subcode}"


def problems(diagnostics: Iterable[Diagnostic]) -> str:
    """Count problems: ``3 errors and 1 warning in 2 files.``"""
    found = list(diagnostics)
    words = [
        counted(number, noun)
        for severity, noun in (
            (Severity.ERROR, "error"),
            (Severity.WARNING, "warning"),
            (Severity.INFO, "note"),
        )
        if (number := sum(item.finding.severity is severity for item in found))
    ]
    if not words:
        return "No problems found."
    files = {item.span.file.path for item in found if item.span}
    where = f" in {counted(len(files), 'file')}" if files else ""
    return f"{listed(words)}{where}."


def summary(plan: Plan) -> str:
    """Say in a sentence what apply would do."""
    counts = plan.summary
    doing = _doing(counts)
    rest = _beside(counts)
    if not doing and not counts.blocked and not counts.drift:
        sentence = NO_CHANGES if plan.complete else "No changes among what was read."
        if plan.offline:
            sentence = "No changes from the base."
        return f"{sentence} {_sentence(rest)}".rstrip()
    opening = (
        f"Plan: {listed(doing)}." if doing else "Plan: nothing that can be applied."
    )
    return f"{opening} {_sentence(rest)}".rstrip()


def drift(found: Drift) -> str:
    """Say in a sentence whether live is as it was declared."""
    number = len(found.differences)
    if not number:
        return "Live is as the files say."
    return f"{counted(number, 'difference')} between the files and what is live."


def counts(plan: Plan, account: AccountPlan) -> str:
    """Count one account: ``4 declared, 5 live: 1 to create, 2 unchanged``.

    Offline, what the base declared stands for what is live.
    """
    changes = [item for item in plan.changes if item.account == account.name]
    open_changes = [item for item in changes if item.blocked is None]
    words = [
        f"{number} to {action}"
        for action in Action
        if (number := sum(item.action is action for item in open_changes))
    ]
    if len(open_changes) < len(changes):
        words.append(f"{len(changes) - len(open_changes)} blocked")
    if shared := sum(n.account == account.name for n in plan.under_another_name):
        words.append(f"{shared} under another name")
    words.append(f"{account.unchanged} unchanged")
    there = f"{account.live_count} {'at the base' if plan.offline else 'live'}"
    return f"{account.declared_count} declared, {there}: {', '.join(words)}"


def made_from(made: Made | None) -> str:
    """Name the checkout of a saved plan; empty where none is known."""
    if made is None or made.commit is None:
        return ""
    return f"{made.commit[:12]}{' with uncommitted changes' if made.dirty else ''}"


def told_from(base: Base | None) -> str:
    """Name the commit that causes are told from; empty where there is none."""
    if base is None or base.commit is None:
        return ""
    told = f"compared with {base.commit[:12]}"
    if not base.looked_back:
        return told
    return f"{told} and {counted(base.looked_back, 'commit')} before"


def subject(change: Change, *, several: bool) -> str:
    """Name what changes; of several accounts in one plan, with the account's name."""
    return f"{change.account}: {change.address}" if several else str(change.address)


def consent(flags: Sequence[str]) -> str:
    """Say with which options apply makes the deletes (safety.consent)."""
    allowed = f"Deletes are made only with {' '.join(flags)}"
    if len(flags) == 1:
        return f"{allowed}."
    return f"{allowed}; without that number, apply changes nothing at all."


def _doing(counts: Summary) -> list[str]:
    return [
        f"{number} to {action}"
        for action, number in (
            ("create", counts.create),
            ("update", counts.update),
            ("delete", counts.delete),
        )
        if number
    ]


def _beside(counts: Summary) -> list[str]:
    return [
        f"{number} {word}"
        for word, number in (
            ("blocked", counts.blocked),
            ("drifted", counts.drift),
            ("unmanaged", counts.unmanaged),
            ("unchanged", counts.unchanged),
        )
        if number
    ]


def _sentence(words: Sequence[str]) -> str:
    return f"{', '.join(words)}." if words else ""


def ended(outcome: Outcome) -> str:
    """Say in a word or two how a change ended."""
    if outcome.state is State.DONE:
        return PAST[outcome.change.action]
    return _ENDED[outcome.state]


def ending(report: Report) -> str:
    """Say what became of how many: ``Applied 2 of 4 changes: 1 failed, 1 unknown.``"""
    total = len(report.outcomes)
    done = report.count(State.DONE)
    rest = [
        f"{number} {'already ' if state is State.ALREADY else ''}{word}"
        for state, word in _ENDED.items()
        if state is not State.DONE and (number := report.count(state))
    ]
    share = counted(total, "change")
    if done < total:
        share = f"{done} of {share}"
    return f"Applied {share}{': ' if rest else ''}{', '.join(rest)}."


def advice(report: Report) -> tuple[str, ...]:
    """Say what to do next, the most urgent first; empty where all is well."""
    later = "Only time helps: run apply again later."
    texts = {
        State.UNKNOWN: "Unknown means: sent, and nobody could see what became of it. "
        "Run apply again: it reads what is live first and does nothing twice.",
        State.FAILED: "What failed was not changed. "
        f"{later if _passes(report, State.FAILED) else _MEND}",
        State.STALE: "What is stale changed live since the plan was made. Plan again.",
        State.SKIPPED: "What was not tried is still to do. Run apply again.",
        State.BLOCKED: "What is blocked was not changed. "
        f"{later if _passes(report, State.BLOCKED) else _WAY_OUT}",
    }
    return tuple(text for state, text in texts.items() if report.count(state))


def _passes(report: Report, state: State) -> bool:
    """Whether nothing but time is in the way of all that ended so."""
    return all(
        one.blocked.time_helps
        if one.blocked
        else one.exit_code == ApiUnavailable.exit_code
        for one in report.outcomes
        if one.state is state
    )
