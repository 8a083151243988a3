"""Smoke tests as people, programs and CI systems read them."""

from __future__ import annotations

import json as stdlib_json
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from support import hostile
from support.tried import TRIED

from wa_sync.model.smoke import FINE, Verdict
from wa_sync.render import ci, smoke
from wa_sync.render.style import Style
from wa_sync.render.text.smoke import smoke as as_text


if TYPE_CHECKING:
    from collections.abc import Callable


def test_each_format_is_as_its_golden_file(golden: Callable[[str, str], None]) -> None:
    """Every verdict, with its place and its reason."""
    assert {one.verdict for one in TRIED} == set(Verdict)
    golden("smoke/smoke.txt", as_text(TRIED, Style.plain()))
    golden("smoke/smoke.ansi.txt", as_text(TRIED, Style.ansi()))
    golden("smoke/smoke.json", smoke.smoke(TRIED))
    golden("smoke/smoke.junit.xml", ci.trials(TRIED))


def test_no_format_shows_a_whole_number() -> None:
    """Not even the contact that Meta answers with."""
    for shown in (
        as_text(TRIED, Style.plain()),
        smoke.smoke(TRIED),
        ci.trials(TRIED),
    ):
        assert "15550100100" not in shown
        assert "***0100" in shown or "<testcase" in shown


def test_counts_of_a_junit_report_are_those_of_its_cases() -> None:
    """Of each suite, which is a file, and of all."""
    root = ET.fromstring(ci.trials(TRIED))  # noqa: S314 - our own document
    for part in (root, *root.findall("testsuite")):
        told = [part.get(name) for name in ("tests", "failures", "errors", "skipped")]
        tags = ("testcase", "failure", "error", "skipped")
        assert told == [str(len(part.findall(f".//{tag}"))) for tag in tags]
    assert {one.verdict for one in TRIED} >= FINE


@pytest.mark.parametrize("poison", hostile.POISONS, ids=ascii)
def test_what_others_wrote_does_nothing(poison: str) -> None:
    """Names, refusals and requests are shown harmlessly."""
    tried = [hostile.poisoned(one, poison, keys=False) for one in TRIED]
    text, document = as_text(tried, Style.plain()), smoke.smoke(tried)
    assert hostile.unseen(text) == hostile.unseen("")
    assert list(hostile.commands(text)) == list(hostile.commands(document)) == []
    assert len(stdlib_json.loads(document)["tests"]) == len(tried)
    report = ci.trials(tried)
    assert list(hostile.commands(report)) == []
    ET.fromstring(report)  # noqa: S314 - our own document
