from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from support.template_files import CASES, declared, document, shape, variants

from wa_sync.kinds.message_template.rules import check, check_together, rule_ids
from wa_sync.model.source import at, json_pointer


if TYPE_CHECKING:
    from wa_sync.model.finding import Finding


RULES = sorted(rule_ids())
GOLDEN = Path(__file__).with_name("findings.txt")


def findings(path: Path) -> list[Finding]:
    """Return all that is found in a file of a fitting shape."""
    found = document(path.read_text(encoding="utf-8"))
    assert shape().check(found.value) == ()
    own = [finding for one in variants(found) for finding in check(one)]
    return own + [finding for _, finding in check_together(declared(found))]


def shown(finding: Finding) -> str:
    """Write a finding on one line."""
    code = finding.meta
    meta = f"{code.code}/{code.subcode or '-'}" if code else "-"
    where = json_pointer(finding.at) + (" (key)" if finding.key else "")
    return (
        f"  {finding.severity.value} {finding.rule} {where} {meta}: "
        f"{finding.message} > {finding.hint}"
    )


@pytest.mark.parametrize("rule", RULES)
def test_bad_case_breaks_its_rule(rule: str) -> None:
    """Each template of a bad case breaks the rule it is for, and nothing unsaid."""
    path = CASES / rule / "bad.yaml"
    content = path.read_text(encoding="utf-8")
    also = [line[8:] for line in content.splitlines() if line.startswith("# also: ")]
    expected = {rule, *(name for line in also for name in line.split(", "))}
    assert {finding.rule for finding in findings(path)} == expected


@pytest.mark.parametrize("rule", RULES)
def test_good_case_breaks_no_rule(rule: str) -> None:
    """A good case shows how the same is written without any finding."""
    assert findings(CASES / rule / "good.yaml") == []


@pytest.mark.costly
def test_findings_read_as_before() -> None:
    """Severity, place, code, sentence and hint of every bad case are as listed."""
    lines = []
    for rule in RULES:
        lines.append(rule)
        lines += [shown(finding) for finding in findings(CASES / rule / "bad.yaml")]
    assert "\n".join(lines) + "\n" == GOLDEN.read_text(encoding="utf-8")


@pytest.mark.parametrize("rule", RULES)
def test_pointers_lead_somewhere(rule: str) -> None:
    """Every finding points to a value that was written."""
    found = document((CASES / rule / "bad.yaml").read_text(encoding="utf-8"))
    for one in variants(found):
        for finding in check(one):
            assert at(one, finding.at) is not None
