"""A plan as plain text: per account what would change, and what else to know.

The same plan always gives the same bytes: nothing here knows the time, the width of
a terminal or the name of a machine.
"""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

from wa_sync.plan.safety import consent
from wa_sync.render import gaps, wording
from wa_sync.render.sinks.terminal import Text, line
from wa_sync.render.style import Role
from wa_sync.render.text import change as one_change
from wa_sync.render.text import findings
from wa_sync.render.text.diagnostics import diagnostics
from wa_sync.render.weighing import deletes_wait


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wa_sync.model.change import AccountPlan, Note, Plan, UnmanagedObject
    from wa_sync.render.style import Style

_MOST_UNMANAGED = 8  # named without --verbose
_ALREADY = Text("Of this change, already live")
_SHARED = Text("Shown under another name, which is the same account to Meta")
_BARE = re.compile(r"[A-Za-z0-9_.-]+")


def plan(
    plan: Plan, style: Style, *, verbose: bool = False, consented: bool = False
) -> Text:
    """Return a plan as text that ends with a line end.

    ``consented`` says that deletes are allowed already.
    With ``verbose``, nothing is left out: unchanged lines beside changed ones, all
    of what a delete takes away, every unmanaged name, ids and digests.
    """
    every = _paragraphs(plan, style, verbose=verbose, consented=consented)
    paragraphs = [Text("\n").join(lines) for lines in every if lines]
    return line("{}\n", Text("\n\n").join(paragraphs))


def _paragraphs(
    plan: Plan, style: Style, *, verbose: bool, consented: bool
) -> Iterator[list[Text]]:
    if plan.diagnostics:
        yield [diagnostics(plan.diagnostics, style).rstrip("\n")]
    if not plan.complete:
        yield [style.paint(Role.WARNING, wording.INCOMPLETE)]
    if plan.offline:
        yield [style.paint(Role.WARNING, wording.OFFLINE)]
    for account in plan.accounts:
        yield from _account(plan, account, style, verbose=verbose)
    for refusal in plan.safety:
        yield list(findings.blocked(refusal, style, word="refused"))
    yield list(_ending(plan, style, consented=consented))


def _account(
    plan: Plan, account: AccountPlan, style: Style, *, verbose: bool
) -> Iterator[list[Text]]:
    changes = [item for item in plan.changes if item.account == account.name]
    notes = [item for item in plan.elsewhere if item.account == account.name]
    already = [item for item in plan.already_live if item.account == account.name]
    shared = [i for i in plan.under_another_name if i.account == account.name]
    strangers = [item for item in plan.unmanaged if item.account == account.name]
    if not (changes or notes or already or shared or strangers or verbose):
        return
    yield list(_header(plan, account, style, verbose=verbose))
    for change in changes:
        yield list(one_change.lines(change, style, verbose=verbose))
    for index, said in enumerate(notes):
        opening = [] if index else [line("  {}", wording.LEFT_ALONE)]
        yield opening + list(one_change.note(said, style, verbose=verbose))
    yield list(_listed(_ALREADY, already, verbose=verbose))
    yield list(_listed(_SHARED, shared, verbose=verbose))
    yield list(_missing(plan, account, verbose=verbose))
    yield list(_unmanaged(account, strangers, verbose=verbose))


def _header(
    plan: Plan, account: AccountPlan, style: Style, *, verbose: bool
) -> Iterator[Text]:
    facts = [style.paint(Role.STRONG, account.name)]
    if account.waba_id is not None:
        facts.append(line("WABA {}", account.waba_id))
    if account.phone_number_id is not None:
        facts.append(line("phone number {}", account.phone_number_id))
    facts.append(line("{} {}", account.endpoint, account.api_version))
    if account.rehearsed:
        facts.append(style.paint(Role.WARNING, line("{}", account.rehearsed)))
    yield Text(" · ").join(facts)
    counts = wording.counts(plan, account)
    yield style.paint(Role.FAINT, counts)
    if (verbose or len(plan.accounts) > 1) and not plan.offline:
        yield style.paint(Role.FAINT, line("digest {}", account.digest))


def _listed(title: Text, told: Sequence[Note], *, verbose: bool) -> Iterator[Text]:
    """Name what needs no word of its own: already live, or changed by another name."""
    names = [str(item.address) for item in told]
    if names:
        shown = names if verbose else names[:_MOST_UNMANAGED]
        yield line("  {}: {}", title, len(names))
        yield from (line("    {}", name) for name in shown)
        yield from _more(len(names) - len(shown))


def _missing(plan: Plan, account: AccountPlan, *, verbose: bool) -> Iterator[Text]:
    """Name the languages that changed names lack, in a line for each name."""
    found = [one for one in plan.missing_languages if one.account == account.name]
    if found:
        shown = found if verbose else found[:_MOST_UNMANAGED]
        yield line("  {}:", gaps.TITLE)
        yield from (line("    {}: {}", one.name, gaps.said(one)) for one in shown)
        yield from _more(len(found) - len(shown))


def _more(left: int) -> Iterator[Text]:
    if left:
        yield line("    … {} more, shown with -v", left)


def _unmanaged(
    account: AccountPlan, strangers: Sequence[UnmanagedObject], *, verbose: bool
) -> Iterator[Text]:
    """Name what is live and in no file, and how to bring it into one."""
    if not strangers:
        return
    yield line("  Live, but in no file: {}", len(strangers))
    shown = strangers if verbose else strangers[:_MOST_UNMANAGED]
    for item in shown:
        form = "    {} ({})" if item.status else "    {}"
        yield line(form, item.address, item.status)
    yield from _more(len(strangers) - len(shown))
    names = sorted({item.address.name for item in strangers})
    what = " ".join(map(_argument, names)) if len(names) <= _MOST_UNMANAGED else "--all"
    owner = _argument(account.name)
    yield line("  To bring them in: wa-sync import -a {} {}", owner, what)


def _argument(word: str) -> str:
    """Write a word so that a shell takes it as one, and a terminal shows it."""
    return word if _BARE.fullmatch(word) else shlex.quote(Text.escape(word))


def _ending(plan: Plan, style: Style, *, consented: bool) -> Iterator[Text]:
    yield style.paint(Role.STRONG, wording.summary(plan))
    if risks := wording.risks(plan):
        yield line("Risk: {}.", risks)
    if deletes_wait(plan):
        yield line("{}", wording.HELD)
    if not consented and (flags := consent(plan)):
        yield line("{}", wording.consent(flags))
    if told := wording.told_from(plan.base):
        yield line("Causes: {}.", told)
    if checkout := wording.made_from(plan.made):
        yield line("Made from {}.", checkout)
    if plan.changes and not plan.offline:
        yield line("Digest: {}", plan.digest)
