"""What stands around the changes: the verdict first, the digest last."""

from __future__ import annotations

from glob import escape
from itertools import islice
from shlex import quote
from typing import TYPE_CHECKING

from wa_sync.model.change import Action, Cause
from wa_sync.plan.safety import DELETE_LIMITS, consent
from wa_sync.render import gaps
from wa_sync.render.markdown import risks
from wa_sync.render.markdown.change import cause
from wa_sync.render.sinks.html import Html
from wa_sync.render.sinks.markdown import Markdown, cell, element
from wa_sync.render.weighing import deletes_wait, weighed


if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_sync.model.change import AccountPlan, Blocked, LanguageGap, Note, Plan
    from wa_sync.model.finding import Diagnostic, Finding

_MOST = 20  # of a list that has no risk in it
_CUT = Markdown(
    "> **Not all of this plan is shown here.** Read the whole of it, in the log or the "
    "report, before you approve it."
)
_HEAD = Markdown(
    "| account | `+` | `~` | `-` | blocked | unchanged | drift | unmanaged | risk |\n"
    "|---|--:|--:|--:|--:|--:|--:|--:|---|"
)


def opening(plan: Plan) -> Iterator[Markdown]:
    """Yield the verdict, the counts, and what stands in the way."""
    yield Markdown.of("### wa-sync plan{}: {}", _place(plan), _headline(plan))
    if not plan.complete:
        yield Markdown(
            "> **This plan is incomplete:** not everything could be read, so nothing "
            "is deleted."
        )
    if plan.offline:
        yield Markdown(
            "> **Live was not asked:** this compares the files with where the change "
            "starts. Such a plan cannot be applied."
        )
    if deletes_wait(plan):
        yield Markdown(
            "> **Deletes wait** until nothing else of their account is blocked."
        )
    rows = [_row(plan, account) for account in plan.accounts]
    yield Markdown("\n").join([_HEAD, *rows])
    stops = [_refusal(one) for one in plan.safety]
    stops += [_diagnostic(one) for one in islice(plan.diagnostics, _MOST)]
    left = len(plan.diagnostics) - _MOST
    if left > 0:
        stops.append(Markdown.of("- … and {} more, shown in the log", left))
    if stops:
        yield Markdown("\n").join(stops)


def beside(plan: Plan) -> Iterator[Markdown]:
    """Yield what apply leaves alone, folded."""
    if plan.elsewhere:
        lines = [_note(one) for one in plan.elsewhere]
        summary = Html.of("Not from this change ({})", len(lines))
        yield _folded(summary, lines)
    if plan.already_live:
        lines = [Markdown.of("- {}", str(one.address)) for one in plan.already_live]
        summary = Html.of("Of this change, already live ({})", len(lines))
        yield _folded(summary, lines)
    if plan.missing_languages:
        several = len(plan.accounts) > 1
        lines = [_gap(one, several=several) for one in plan.missing_languages]
        yield _folded(Html.of("{} ({})", gaps.TITLE, len(lines)), lines)
    if plan.under_another_name:
        lines = [_note(one) for one in plan.under_another_name]
        summary = Html.of("Under another name of the account ({})", len(lines))
        yield _folded(summary, lines)
    if plan.unmanaged:
        lines = [
            Markdown.of("- {} {}", str(one.address), _status(one.status))
            for one in plan.unmanaged
        ]
        summary = Html.of("Live, but in no file ({})", len(lines))
        yield _folded(summary, lines)


def closing(plan: Plan, *, whole: bool) -> Markdown:
    """Return the digest, and the command that does exactly this."""
    digest = Markdown("") if plan.offline else Markdown.of("Digest: {}", plan.digest)
    if not whole:
        return Markdown("\n\n").join(filter(None, [digest, _CUT]))
    refused = any(one.rule not in DELETE_LIMITS for one in plan.safety)
    if plan.offline or refused or not plan.changes:
        return digest
    flags = " ".join([*_only(plan), f"--expect-digest {plan.digest}", *consent(plan)])
    return Markdown.of("Apply exactly this: {}", f"wa-sync apply {flags}")


def _only(plan: Plan) -> Iterator[str]:
    """Name the accounts of a plan: the project may well have more of them."""
    for account in plan.accounts:
        yield f"-a {quote(escape(account.name))}"


def nothing(plan: Plan) -> Markdown:
    """Return the one line that is left of a plan with nothing in it."""
    names = Markdown(", ").join(account.name for account in plan.accounts)
    unchanged = plan.summary.unchanged
    return Markdown.of(
        "wa-sync plan{}: no changes for {}, {} unchanged.",
        _place(plan),
        names,
        unchanged,
    )


def _place(plan: Plan) -> Markdown:
    """Say where a rehearsal was held."""
    found = dict.fromkeys(one.rehearsed for one in plan.accounts if one.rehearsed)
    return Markdown.of(" ({})", Markdown(", ").join(found)) if found else Markdown("")


def _headline(plan: Plan) -> Markdown:
    counts = plan.summary
    doing = (
        Markdown.of("**{} to create**", counts.create) if counts.create else None,
        Markdown.of("**{} to update**", counts.update) if counts.update else None,
        Markdown.of("**{} to delete**", counts.delete) if counts.delete else None,
        Markdown.of("{} blocked", counts.blocked) if counts.blocked else None,
        Markdown.of("{} drifted", counts.drift) if counts.drift else None,
    )
    words = [one for one in doing if one is not None]
    refused = Markdown(", **refused**") if plan.safety else Markdown("")
    return (Markdown(", ").join(words) or Markdown("no changes")) + refused


def _row(plan: Plan, account: AccountPlan) -> Markdown:
    changes = [one for one in plan.changes if one.account == account.name]
    doable = [one.action for one in changes if one.blocked is None]
    found = {risk for one in changes for risk in weighed(one)}
    return Markdown.of(
        "| {} | {} | {} | {} | {} | {} | {} | {} | {} |",
        cell(account.name),
        doable.count(Action.CREATE),
        doable.count(Action.UPDATE),
        doable.count(Action.DELETE),
        len(changes) - len(doable),
        account.unchanged,
        sum(one.account == account.name for one in plan.elsewhere),
        sum(one.account == account.name for one in plan.unmanaged),
        risks.named(found),
    )


def _refusal(refusal: Blocked) -> Markdown:
    said = Markdown.of("- **refused** {}: {}", refusal.rule, refusal.reason)
    if not refusal.way_out:
        return said
    return said + Markdown.of("\n  - way out: {}", refusal.way_out)


def _diagnostic(item: Diagnostic) -> Markdown:
    found = item.finding
    span, hint = item.span, found.hint
    place = (
        Markdown.of(" {}", f"{span.file.path}:{span.line}") if span else Markdown("")
    )
    said = Markdown.of("- {}{} {}", _label(found), place, found.message)
    return said + Markdown.of("\n  - hint: {}", hint) if hint else said


def _label(found: Finding) -> str:
    return f"{found.severity}[{found.rule}]"


def _note(note: Note) -> Markdown:
    why = Markdown("") if note.cause is Cause.OTHER_NAME else cause(note.cause)
    said = Markdown.of("- {} {}{}", str(note.address), note.message, why)
    if note.source is None:
        return said
    return said + Markdown.of(" · {}", f"{note.source.file}:{note.source.line}")


def _gap(gap: LanguageGap, *, several: bool) -> Markdown:
    name = f"{gap.account}: {gap.name}" if several else gap.name
    return Markdown.of("- {}: {}", name, gaps.said(gap))


def _status(status: str | None) -> Markdown:
    return Markdown("") if status is None else Markdown.of("({})", status)


def _folded(summary: Html, lines: list[Markdown]) -> Markdown:
    shown = lines[:_MOST]
    if len(lines) > _MOST:
        shown.append(Markdown.of("- … and {} more", len(lines) - _MOST))
    return Markdown("\n\n").join(
        [
            element(Html.of("<details><summary>{}</summary>", summary)),
            Markdown("\n").join(shown),
            Markdown("</details>"),
        ]
    )
