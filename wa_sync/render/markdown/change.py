"""One change in Markdown, folded: what a reviewer has to weigh, then its fields."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wa_sync.model.change import Action, Cause, Risk
from wa_sync.render.sinks.html import Html
from wa_sync.render.sinks.markdown import Markdown, element, fence
from wa_sync.render.style import Style
from wa_sync.render.text import change as plain
from wa_sync.render.weighing import weighed
from wa_sync.render.wording import SIGN, follows, moment, subject


if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from wa_sync.model.change import Change
    from wa_sync.model.finding import Finding

# lines below a label are indented, and GitHub colours those that begin with a sign
_SIGNED = re.compile(r"^ {4}([-+]) ", re.MULTILINE)

_CAUSE: Mapping[Cause, Markdown] = {
    Cause.THIS_CHANGE: Markdown("this change"),
    Cause.BEHIND: Markdown("behind: an earlier apply did not get here"),
    Cause.DRIFT: Markdown("drift: edited live"),
    Cause.BOTH: Markdown("changed in the files and live"),
    Cause.ALREADY_LIVE: Markdown("already live"),
    Cause.OUTDATED: Markdown("outdated: merge the target branch"),
    Cause.OTHER_NAME: Markdown("under another name of the account"),
    Cause.META: Markdown("by Meta"),
    Cause.UNKNOWN: Markdown(""),
}
_WORD: Mapping[Risk, Markdown] = {
    Risk.BREAKING: Markdown("**Breaking for senders**"),
    Risk.COST: Markdown("**Cost**"),
}
_SHORT: Mapping[Risk, Html] = {
    Risk.BREAKING: Html("breaking"),
    Risk.COST: Html("cost"),
}


def cause(cause: Cause) -> Markdown:
    """Return why, to be put behind what; empty where it is not known."""
    return Markdown.of(" · {}", _CAUSE[cause]) if _CAUSE[cause] else Markdown("")


def details(change: Change, *, unfolded: bool, several: bool) -> Markdown:
    """Return one change, to be folded and unfolded; one of ``several`` accounts'."""
    form = (
        "<details open><summary>{}</summary>"
        if unfolded
        else "<details><summary>{}</summary>"
    )
    return Markdown("\n\n").join(
        [
            element(Html.of(form, _summary(change, several=several))),
            *filter(None, _inside(change)),
            Markdown("</details>"),
        ]
    )


def _summary(change: Change, *, several: bool) -> Html:
    what = Html.of(
        "<code>{}</code> {} <code>{}</code>",
        SIGN[change.action],
        Html.escape(change.action.value),
        subject(change, several=several),
    )
    found = weighed(change)
    risks = (said for risk, said in _SHORT.items() if risk in found)
    return Html(" · ").join([what, *risks])


def _inside(change: Change) -> Iterator[Markdown]:
    yield _facts(change)
    yield Markdown("\n").join(_remarks(change))
    body = "\n".join(plain.body(change, Style.plain()))
    if body:
        # a whole template is no diff, though its lines may begin with a hyphen
        language = "diff" if change.action is Action.UPDATE else ""
        yield fence(_SIGNED.sub(r"\1   ", body), language)


def _facts(change: Change) -> Markdown:
    place, told = change.source, follows(change)
    facts = [
        Markdown.of("{}", f"{place.file}:{place.line}") if place else Markdown(""),
        _CAUSE[change.cause],
        Markdown.of("{}", told) if told else Markdown(""),
    ]
    return Markdown(" · ").join(filter(None, facts))


def _remarks(change: Change) -> Iterator[Markdown]:
    block = change.blocked
    if block is not None:
        yield Markdown.of("- **blocked** {}: {}", block.rule, block.reason)
        if block.way_out:
            yield Markdown.of("  - way out: {}", block.way_out)
        if block.not_before is not None:
            yield Markdown.of("  - not before {}", moment(block.not_before))
    for said in change.consequences:
        if said.risk in _WORD:
            yield Markdown.of("- {}: {}", _WORD[said.risk], said.message)
    yield from map(_finding, change.findings)


def _finding(found: Finding) -> Markdown:
    label = f"{found.severity}[{found.rule}]"
    hint = Markdown("")
    if found.hint is not None:
        hint = Markdown.of("\n  - hint: {}", found.hint)
    return Markdown.of("- {}: {}{}", label, found.message, hint)
