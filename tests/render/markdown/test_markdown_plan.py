from __future__ import annotations

import re
from dataclasses import replace

import pytest
from support import hostile, plans
from support.markdown import nodes, prose_of

from wa_sync.model.change import Cause, Change, Consequence, Plan, Risk, Summary
from wa_sync.model.source import Spec
from wa_sync.render import markdown


ALIVE = re.compile(r"@|#[0-9]|https?:|www\.|GH-|\[\^|\]:|\$\$")
ELEMENTS = {"details", "summary", "code"}
CUT = "Not all of this plan is shown here."


def large(size: int, *, risky: int = 0) -> Plan:
    """A plan of so many updates; the last ones are breaking."""
    before: Spec = {"components": [{"type": "BODY", "text": "Hi"}]}
    after: Spec = {"components": [{"type": "BODY", "text": "Ho"}]}
    told = (Consequence(Risk.BREAKING, "Senders fail."),)
    changes: list[Change] = []
    for number in range(size):
        address = plans.template(f"order_update_{number:04}/en_US")
        change = plans.update(address, before, after, line=number + 1)
        breaking = number >= size - risky
        changes.append(replace(change, consequences=told) if breaking else change)
    return replace(
        plans.nothing(),
        accounts=(plans.account(),),
        changes=tuple(changes),
        summary=Summary(update=size),
        digest="sha256:" + "ab" * 32,
    )


def inside(change: Change) -> str:
    """What is shown when the only change of a plan is unfolded."""
    shown = str(markdown.plan(replace(large(1), changes=(change,))))
    return shown.split("</summary>\n\n")[1].split("</details>", maxsplit=1)[0]


@pytest.mark.costly
@pytest.mark.parametrize("size", [1, 3, 4, 40, 400, 6000])
def test_it_fits_into_a_comment(size: int) -> None:
    """Whatever the size, the verdict, the counts and the digest are in it (O04)."""
    plan = large(size)
    shown = markdown.plan(plan)
    assert len(shown.encode()) <= markdown.LIMIT
    assert f"**{size} to update**" in shown
    assert f"| `demo` | 0 | {size} | 0 |" in shown
    assert plan.digest in shown.splitlines()[0]
    assert plan.digest in shown.split("\n\n", 1)[1]


@pytest.mark.costly
@pytest.mark.parametrize("size", [1, 6000])
def test_a_plan_that_was_cut_says_so(size: int) -> None:
    """To people and to programs; and it hands nobody a command to approve it with."""
    shown = markdown.plan(large(size))
    cut = size == 6000
    assert (CUT in shown) == cut
    assert (f"truncated={'true' if cut else 'false'}" in shown) == (size > 0)
    assert ("--expect-digest" in shown) != cut


def test_risks_are_shown_when_nothing_else_is() -> None:
    """Fields of breaking changes outlive the rest, which become rows."""
    shown = markdown.plan(large(300, risky=5), limit=40_000)
    assert shown.count("<details>") == 5
    assert shown.count("**Breaking for senders**") == 5
    assert shown.count("\n| `~` |") == 295
    assert CUT in shown


@pytest.mark.costly
def test_rows_are_cut_by_whole_changes_and_counted() -> None:
    """Risks come first, and the rest is a number that is right."""
    shown = markdown.plan(large(6000, risky=3000), limit=20_000)
    rows = re.findall(r"^\| `~` \| .*\|$", shown, re.MULTILINE)
    assert len(shown.encode()) <= 20_000
    assert len(rows) > 50
    assert all(row.endswith("| **breaking** |") for row in rows)
    assert f"… and {6000 - len(rows)} more, not shown." in shown


def test_nothing_to_do_is_one_line() -> None:
    """A comment that is kept up to date says it is over, and no more."""
    plan = replace(plans.nothing(), accounts=(plans.account(),))
    shown = markdown.plan(plan)
    marker, line = shown.split("\n\n")
    assert marker.startswith("<!-- wa-sync:plan account=demo v=1 digest=")
    assert line.startswith("wa-sync plan: no changes for `demo`")
    assert line.count("\n") == 1


def test_no_account_ends_the_marker() -> None:
    """A name like ``--><b>`` stays inside the comment."""
    account = plans.account("a --> <b> -- @x")
    shown = markdown.plan(replace(large(1), accounts=(account,)))
    marker = shown.splitlines()[0]
    assert marker.count("-->") == 1
    assert marker.endswith("-->")
    assert marker.count("<") == 1


@pytest.mark.parametrize("poison", [*hostile.POISONS, "@team #1 <b> `` ``` | --> $$"])
@pytest.mark.parametrize("limit", [markdown.LIMIT, 6000, 2500])
def test_texts_of_others_are_only_code(poison: str, limit: int) -> None:
    """O03: in every tier there are no links, mentions, HTML or commands of theirs."""
    plan = hostile.poisoned(plans.everything(), poison, keys=True)
    shown = str(markdown.plan(plan, limit=limit))
    assert list(hostile.commands(shown)) == []
    assert set(hostile.unseen(shown)) <= {"\n"}
    found = nodes(shown)
    assert not ALIVE.search(prose_of(found))
    html = "".join(one.content for one in found if one.type.startswith("html"))
    tags = re.findall(r"</?([A-Za-z][A-Za-z0-9]*)[^>]*>", html)
    assert set(tags) <= ELEMENTS
    assert {one.type for one in found} & {"link_open", "image"} == set()


def test_a_refused_plan_offers_no_command() -> None:
    """What no option of apply can allow is not to be applied."""
    plan = large(1)
    refused = replace(
        plans.everything().safety[0], rule="max_changes", reason="Too many.", way_out=""
    )
    shown = markdown.plan(replace(plan, safety=(refused,)))
    assert "**refused** `max_changes`: `Too many.`" in shown
    assert "--expect-digest" not in shown
    assert f"Digest: `{plan.digest}`" in shown


def test_what_nobody_asked_for_is_offered_to_nobody() -> None:
    """A plan that was made offline says so, and has no digest to apply."""
    offline = replace(large(1), offline=True, digest="")
    shown = markdown.plan(offline)
    assert "> **Live was not asked:**" in shown
    assert "Digest" not in shown
    assert "--expect-digest" not in shown
    assert shown.endswith("</details>\n")


def test_what_is_live_already_is_no_drift() -> None:
    """It is told by itself, and not counted as somebody's edit."""
    note = replace(plans.everything().drift[0], account="demo")
    there = replace(note, cause=Cause.ALREADY_LIVE)
    plan = replace(large(1), drift=(replace(note, cause=Cause.DRIFT), there))
    shown = markdown.plan(plan)
    assert "| `demo` | 0 | 1 | 0 | 0 | 2 | 1 | 0 |  |" in shown
    assert "Not from this change (1)" in shown
    assert "Of this change, already live (1)" in shown


def test_a_change_that_no_file_names_has_no_place() -> None:
    """Who took the file away deletes: no line can be shown, and here no text either."""
    gone = plans.delete(plans.template("gone/en_US"), {}, line=1, consequences=())
    absent = replace(gone, source=None, cause=Cause.THIS_CHANGE)
    assert inside(absent) == "this change\n\n"


def test_only_risks_of_senders_and_money_are_remarks() -> None:
    """What every change does, like a review, is one fact behind its place."""
    whole = plans.create(plans.template("new/en_US"), {"category": "UTILITY"}, line=7)
    assert {one.risk for one in whole.consequences} == {Risk.REVIEW}
    place, text, rest = inside(whole).split("\n\n")
    assert place == "`templates/new.yaml:7` · `goes to Meta's review`"
    assert "UTILITY" in text
    assert not rest


def test_what_is_blocked_says_why_though_there_is_no_way_out() -> None:
    """The rule and the reason are shown; no line promises a way that is none."""
    block = replace(plans.EDIT_QUOTA, way_out="", not_before=None)
    stuck = replace(large(1).changes[0], blocked=block)
    assert f"- **blocked** `{block.rule}`: `{block.reason}`" in inside(stuck)
    assert "way out" not in inside(stuck)


def test_a_finding_without_advice_is_one_line() -> None:
    """And one with advice has it below."""
    bare = replace(plans.VARIABLE_AT_END, hint=None)
    told = replace(large(1).changes[0], findings=(bare, plans.VARIABLE_AT_END))
    lines = [one for one in inside(told).splitlines() if bare.message in one]
    assert len(lines) == 2
    assert inside(told).count("hint: ") == 1


def test_long_lists_are_cut_and_counted() -> None:
    """Forty broken files and forty strangers are not read to their ends."""
    stranger, broken = plans.everything().unmanaged[0], plans.DIAGNOSTICS[0]
    plan = replace(large(1), unmanaged=(stranger,) * 40, diagnostics=(broken,) * 41)
    shown = str(markdown.plan(plan))
    assert shown.count(broken.finding.rule) == 20
    assert "- … and 21 more, shown in the log\n" in shown
    assert shown.count(f"`{stranger.address}`") == 20
    assert "- … and 20 more\n" in shown
