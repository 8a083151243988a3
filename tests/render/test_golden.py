from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from support import hostile, plans
from support.two_names import two_names

from wa_sync.model.change import Summary, UnmanagedObject
from wa_sync.render import ci, html, json, markdown, text
from wa_sync.render.style import Style
from wa_sync.workflow.drawing import draw
from wa_sync.workflow.plan import nothing_planned


if TYPE_CHECKING:
    from collections.abc import Callable

    from wa_sync.model.change import Plan
    from wa_sync.model.source import Json, Spec

    Golden = Callable[[str, str], None]


def attacked() -> Plan:
    """A plan that was written by somebody who means ill."""
    attack = "".join(hostile.POISONS)
    body: Json = {"type": "BODY", "text": "Hi\n" + "\n".join(hostile.POISONS)}
    other: Json = {"type": "BODY", "text": "Hi\n" + "\n".join(hostile.POISONS[::-1])}
    address = plans.template("order/en\r::error::")
    before: Spec = {"category": "UTILITY", "components": [body]}
    after: Spec = {"category": "##[x]", attack: [attack, None], "components": [other]}
    change = plans.update(address, before, after, line=1)
    return replace(
        plans.nothing(),
        changes=(change,),
        unmanaged=(UnmanagedObject("demo", plans.template("$(x) 'y'"), "\x9b", "1"),),
        summary=Summary(update=1, unmanaged=1),
    )


CASES = {
    "everything": plans.everything,
    "nothing": plans.nothing,
    "incomplete": plans.incomplete,
    "hostile": attacked,
    "two_names": two_names,
}


@pytest.mark.parametrize("case", CASES)
class TestPlan:
    """A plan is shown as its golden files say."""

    def test_text(self, golden: Golden, case: str) -> None:
        """Plain text, for logs."""
        golden(f"{case}/plan.txt", text.plan(CASES[case](), Style.plain()))

    def test_ansi(self, golden: Golden, case: str) -> None:
        """Coloured text, for terminals."""
        golden(f"{case}/plan.ansi.txt", text.plan(CASES[case](), Style.ansi()))

    def test_verbose(self, golden: Golden, case: str) -> None:
        """Text that leaves nothing out."""
        shown = text.plan(CASES[case](), Style.plain(), verbose=True)
        golden(f"{case}/plan.verbose.txt", shown)

    def test_json(self, golden: Golden, case: str) -> None:
        """The document that is saved and read back."""
        golden(f"{case}/plan.json", json.plan(CASES[case]()))


@pytest.mark.parametrize("case", CASES)
class TestPlanElsewhere:
    """A plan is shown to reviewers and to CI systems as its golden files say."""

    def test_markdown(self, golden: Golden, case: str) -> None:
        """Comments on pull requests, and step summaries."""
        golden(f"{case}/plan.md", markdown.plan(CASES[case]()))

    def test_html(self, golden: Golden, case: str) -> None:
        """A page to look at messages before and after."""
        golden(f"{case}/plan.html", html.plan(CASES[case](), draw))

    def test_github(self, golden: Golden, case: str) -> None:
        """Annotations of a workflow run."""
        found = ci.diagnosed(CASES[case]())
        golden(f"{case}/plan.github.txt", ci.github(found, prefix="shop/"))

    def test_sarif(self, golden: Golden, case: str) -> None:
        """Alerts of code scanning."""
        found = ci.diagnosed(CASES[case]())
        written = ci.sarif(found, version="1.2.3", prefix="shop/", project="p.yaml")
        golden(f"{case}/plan.sarif", written)

    def test_gitlab(self, golden: Golden, case: str) -> None:
        """Issues of GitLab's code quality."""
        found = ci.diagnosed(CASES[case]())
        written = ci.code_quality(found, prefix="shop/", project="p.yaml")
        golden(f"{case}/plan.gitlab.json", written)

    def test_junit(self, golden: Golden, case: str) -> None:
        """Cases of a test report."""
        plan = CASES[case]()
        passed = [str(change.address) for change in plan.changes]
        written = ci.junit(ci.diagnosed(plan), command="plan", passed=passed)
        golden(f"{case}/plan.junit.xml", written)


class TestInvalid:
    """Files that are not valid are shown in a plan's place."""

    def test_markdown(self, golden: Golden) -> None:
        """A table, the errors first, with what they are about in files and lines."""
        shown = markdown.invalid(plans.DIAGNOSTICS[::-1], ["demo"])
        golden("invalid/plan.md", shown)

    def test_markdown_has_a_limit(self) -> None:
        """What does not fit is counted."""
        shown = markdown.invalid(plans.DIAGNOSTICS, ["a", "b"], limit=500)
        assert len(shown.encode()) <= 500
        left = len(plans.DIAGNOSTICS) - shown.count("\n| ") + 1
        assert shown.endswith(f"\n\n… and {left} more, shown in the log.\n")
        head = "<!-- wa-sync:plan account=%2A v=1 digest= truncated=true -->\n"
        assert shown.startswith(head)

    def test_html(self, golden: Golden) -> None:
        """The same as a page, which counts what it leaves out."""
        golden("invalid/plan.html", html.invalid(plans.DIAGNOSTICS))
        cut = html.invalid(plans.DIAGNOSTICS, told=1)
        assert f"… and {len(plans.DIAGNOSTICS) - 1} more" in cut

    def test_json(self, golden: Golden) -> None:
        """The document of a plan that is none."""
        golden("invalid/plan.json", json.plan(nothing_planned(plans.DIAGNOSTICS)))


class TestDiagnostics:
    """Diagnostics are shown as their golden files say."""

    def test_text(self, golden: Golden) -> None:
        """Plain text, in any order they come in."""
        shown = text.diagnostics(plans.DIAGNOSTICS[::-1], Style.plain())
        golden("diagnostics/diagnostics.txt", shown)
        assert text.diagnostics(plans.DIAGNOSTICS, Style.plain()) == shown

    def test_ansi(self, golden: Golden) -> None:
        """Coloured text."""
        shown = text.diagnostics(plans.DIAGNOSTICS, Style.ansi())
        golden("diagnostics/diagnostics.ansi.txt", shown)

    def test_json(self, golden: Golden) -> None:
        """The document that validate prints."""
        shown = json.diagnostics(plans.DIAGNOSTICS, valid=False)
        golden("diagnostics/diagnostics.json", shown)

    def test_none(self) -> None:
        """Where nothing is wrong, that is said in a line."""
        assert text.diagnostics((), Style.plain()) == "No problems found.\n"


class TestReport:
    """A report is shown as its golden files say."""

    def test_text(self, golden: Golden) -> None:
        """Plain text."""
        golden("report/report.txt", text.report(plans.report(), Style.plain()))

    def test_ansi(self, golden: Golden) -> None:
        """Coloured text."""
        golden("report/report.ansi.txt", text.report(plans.report(), Style.ansi()))

    def test_json(self, golden: Golden) -> None:
        """The document that apply prints."""
        golden("report/report.json", json.report(plans.report()))
