from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest
from support import hostile, plans

from wa_sync.model.change import Consequence, Risk
from wa_sync.model.finding import Diagnostic, Finding, Severity
from wa_sync.model.source import SourceFile, Span, mapping
from wa_sync.render import ci
from wa_sync.render.sinks.commands import annotation
from wa_sync.render.sinks.visible import visible


def said(
    message: str = "It is too long.",
    *,
    severity: Severity = Severity.ERROR,
    file: str | None = "templates/a b.yaml",
    line: int = 3,
) -> Diagnostic:
    """A diagnostic at one place, or at none."""
    found = Finding(rule="body_too_long", at=(), message=message, severity=severity)
    if file is None:
        return Diagnostic(found)
    return Diagnostic(found, Span(SourceFile(file, ""), line, 5, line, 9))


def attacked(text: str) -> Sequence[Diagnostic]:
    """All that is said of a plan and of files in whose every field a text stands."""
    plan = hostile.poisoned(plans.everything(), text, keys=True)
    diags = [hostile.poisoned(item, text, keys=True) for item in plans.DIAGNOSTICS]
    return [*ci.diagnosed(plan), *diags]


def obeyed(written: str) -> Iterator[tuple[str, dict[str, str], str]]:
    """Read workflow commands as the runner does (``ActionCommand.TryParseV2``)."""
    for line in re.split(r"\r\n|\r|\n", written.removesuffix("\n")):
        if not line:
            continue
        match = re.fullmatch(r"::(\w+)(?: (.*?))?::(.*)", line)
        assert match, line
        given = dict(part.split("=", 1) for part in (match[2] or "").split(",") if part)
        yield (
            match[1],
            {name: _decoded(value) for name, value in given.items()},
            _decoded(match[3]),
        )


def _decoded(value: str) -> str:
    for code, sign in (("%2C", ","), ("%3A", ":"), ("%0A", "\n"), ("%0D", "\r")):
        value = value.replace(code, sign)
    return value.replace("%25", "%")


class TestGitHub:
    """Annotations say what was found, and the runner obeys nothing else."""

    @pytest.mark.parametrize("poison", hostile.POISONS)
    def test_nothing_of_others_is_obeyed(self, poison: str) -> None:
        """Every line is an annotation of ours, whatever stands in names and texts."""
        for level, given, _ in obeyed(ci.github(attacked(poison))):
            assert level in {"error", "warning", "notice"}
            assert set(given) <= {"file", "line", "col", "endColumn", "title"}

    @pytest.mark.parametrize("text", ["100 %0A", "a:b,c=d", "x%3Ay", "50%"])
    def test_signs_of_the_runner_come_through(self, text: str) -> None:
        """What the runner would decode is encoded, in messages and in properties."""
        (read,) = obeyed(annotation("error", text, {"file": text, "line": 2}))
        assert read == ("error", {"file": text, "line": "2"}, text)

    def test_a_line_end_stays_one_annotation(self) -> None:
        """A message of two lines is shown on two, by one command."""
        (read,) = obeyed(annotation("notice", "a\nb", {}))
        assert read == ("notice", {}, "a\nb")

    def test_the_eleventh_is_counted(self) -> None:
        """GitHub drops what is beyond ten of a level: the tenth place says how many."""
        found = [said(f"No. {number}") for number in range(25)]
        read = list(obeyed(ci.github(found)))
        assert [message for _, _, message in read] == [
            *(f"No. {number}" for number in range(9)),
            "16 more errors, shown in the log and the summary",
        ]

    def test_ten_of_each_level_are_shown(self) -> None:
        """The worst come first, and levels do not take each other's places."""
        found = [
            said(severity=severity)
            for severity in (Severity.INFO, Severity.WARNING, Severity.ERROR)
            for _ in range(10)
        ]
        levels = [level for level, _, _ in obeyed(ci.github(found))]
        assert levels == ["error"] * 10 + ["warning"] * 10 + ["notice"] * 10

    def test_the_place_is_seen_from_the_workspace(self) -> None:
        """Paths begin where the checkout does, though wa-sync ran further down."""
        (read,) = obeyed(ci.github([said()], prefix="shop/"))
        assert read == (
            "error",
            {
                "file": "shop/templates/a b.yaml",
                "line": "3",
                "col": "5",
                "endColumn": "9",
                "title": "wa-sync: body_too_long",
            },
            "It is too long.",
        )


class TestCodeQuality:
    """GitLab knows an issue again, and merges no two."""

    def test_fingerprints_outlive_moved_lines(self) -> None:
        """What is found again further down is not new."""
        here, there = (
            json.loads(ci.code_quality([said(line=line)], project="p"))[0]
            for line in (3, 30)
        )
        assert here["fingerprint"] == there["fingerprint"]
        assert here["location"] != there["location"]

    def test_no_two_have_one_fingerprint(self) -> None:
        """What is said twice of a file are two issues."""
        found = [said(), said(line=9), said("Another."), said(file="b.yaml")]
        issues = json.loads(ci.code_quality(found, project="p"))
        assert len({issue["fingerprint"] for issue in issues}) == len(found)

    def test_what_has_no_place_is_put_to_the_project(self) -> None:
        """GitLab drops an issue without a file."""
        (issue,) = json.loads(
            ci.code_quality([said(file=None)], prefix="shop/", project="p.yaml")
        )
        assert issue["location"] == {"path": "shop/p.yaml", "lines": {"begin": 1}}

    @pytest.mark.parametrize("poison", hostile.POISONS)
    def test_it_is_json_without_commands(self, poison: str) -> None:
        """A report in a log starts nothing."""
        written = ci.code_quality(attacked(poison), project="p")
        assert list(hostile.commands(written)) == []
        assert len(json.loads(written)) == len(attacked(poison))


class TestSarif:
    """Code scanning finds its rules, its places and nothing else."""

    def test_results_point_to_their_rules(self) -> None:
        """Each index leads to the rule of that name."""
        found = [*plans.DIAGNOSTICS, said(), said(file=None)]
        (run,) = json.loads(ci.sarif(found, version="1", project="p"))["runs"]
        rules = run["tool"]["driver"]["rules"]
        assert len(run["results"]) == len(found)
        for result in run["results"]:
            assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
            (location,) = result["locations"]
            assert location["physicalLocation"]["region"]["startLine"] >= 1

    def test_paths_are_uris(self) -> None:
        """A blank in a path is none in an address."""
        written = ci.sarif([said()], version="1", prefix="a#b/", project="p")
        (result,) = json.loads(written)["runs"][0]["results"]
        place = result["locations"][0]["physicalLocation"]["artifactLocation"]
        assert place == {"uri": "a%23b/templates/a%20b.yaml", "uriBaseId": "SRCROOT"}
        assert unquote(place["uri"]) == "a#b/templates/a b.yaml"

    @pytest.mark.parametrize("poison", hostile.POISONS)
    def test_it_is_json_without_commands(self, poison: str) -> None:
        """A report in a log starts nothing."""
        written = ci.sarif(attacked(poison), version="1", project="p")
        assert list(hostile.commands(written)) == []
        assert mapping(json.loads(written))["version"] == "2.1.0"


class TestJunit:
    """Readers of JUnit count what failed."""

    @pytest.mark.parametrize("poison", hostile.POISONS)
    def test_it_is_xml_without_commands(self, poison: str) -> None:
        """Whatever stands in a text, the document is well-formed and starts nothing."""
        found = attacked(poison)
        written = ci.junit(found, command="plan", passed=[poison])
        assert list(hostile.commands(written)) == []
        root = ET.fromstring(written)  # noqa: S314 - our own document
        assert len(root.findall(".//testcase")) == len(found) + 1
        names = [case.get("name") for case in root.findall(".//testcase")]
        assert visible(poison) in names

    def test_counts_are_those_of_the_cases(self) -> None:
        """Errors fail; warnings and notes pass, and say something."""
        found = [
            said(),
            said(severity=Severity.WARNING),
            said(severity=Severity.INFO, file=None),
        ]
        written = ci.junit(found, command="plan", passed=["create x"])
        root = ET.fromstring(written)  # noqa: S314 - our own document
        assert (root.get("tests"), root.get("failures")) == ("4", "1")
        for suite in root.findall("testsuite"):
            assert suite.get("tests") == str(len(suite.findall("testcase")))
            assert suite.get("failures") == str(len(suite.findall(".//failure")))
        assert len(root.findall(".//system-out")) == 2

    def test_nothing_wrong_is_a_case_that_passes(self) -> None:
        """Some readers take an empty report for a broken one."""
        root = ET.fromstring(ci.junit([], command="validate"))  # noqa: S314
        assert (root.get("tests"), root.get("failures")) == ("1", "0")


def test_a_plan_says_what_follows_from_it() -> None:
    """Consequences are warnings at the line that declares the change."""
    plan = plans.everything()
    change = plan.changes[0]
    assert change.source is not None
    told = (
        Consequence(Risk.BREAKING, "Senders that pass one parameter fail."),
        Consequence(Risk.COST, "It costs more."),
        Consequence(Risk.OUTAGE, "It may fail."),
        Consequence(Risk.REVIEW, "It is reviewed again."),
    )
    alone = replace(
        plan,
        changes=(replace(change, consequences=told, findings=(), blocked=None),),
        diagnostics=(),
        drift=(),
        safety=(),
    )
    found = ci.diagnosed(alone)
    assert [(d.finding.rule, d.finding.severity) for d in found] == [
        ("breaking", Severity.WARNING),
        ("cost", Severity.WARNING),
    ]
    assert {d.span.file.path for d in found if d.span} == {change.source.file}
    assert {d.address for d in found} == {change.address}
