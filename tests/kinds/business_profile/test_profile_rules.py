"""Rules about profiles: each has a file that breaks it, and one that does not."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from wa_sync.config.reader import read
from wa_sync.config.schema import document_schema
from wa_sync.config.shape import Shape
from wa_sync.config.wants import wants_of
from wa_sync.kinds.business_profile.rules import RULES, check, rule_ids
from wa_sync.kinds.business_profile.schema import schema
from wa_sync.model.finding import Finding, MetaCode, Severity
from wa_sync.model.source import at, mapping


if TYPE_CHECKING:
    from collections.abc import Mapping

    from wa_sync.model.source import Json, Spec


CASES = Path(__file__).parents[2] / "cases"
NAMES = sorted(rule_ids())


@cache
def whole() -> Mapping[str, Json]:
    """The schema of a document with a profile alone."""
    return document_schema({"business_profile": (False, schema())})


def profile(path: Path) -> Spec:
    """Read the profile of a file that has the right shape."""
    reading = read(path.read_bytes(), path.name, wants_of(whole()))
    (document,) = reading.documents
    assert not reading.diagnostics
    assert Shape(whole()).check(document.value) == ()
    return mapping(document.value["business_profile"])


@pytest.mark.parametrize("rule", NAMES)
def test_the_bad_case_breaks_its_rule(rule: str) -> None:
    """The file breaks this rule and no other, at a place that was written."""
    entry = profile(CASES / rule / "bad.yaml")
    (finding,) = check(entry)
    assert finding.rule == rule
    assert finding.at[0] in entry


@pytest.mark.parametrize("rule", NAMES)
def test_the_good_case_breaks_none(rule: str) -> None:
    """The file beside it is in order."""
    assert list(check(profile(CASES / rule / "good.yaml"))) == []


def test_rules_are_named_after_themselves() -> None:
    """A rule's name is its id, and says which kind it belongs to."""
    assert {rule.__name__ for rule in RULES} == rule_ids()
    assert all(name.startswith("profile_") for name in NAMES)


INVALID = MetaCode(100)


@pytest.mark.parametrize(
    ("entry", "finding"),
    [
        (
            {"about": " "},
            Finding(
                rule="profile_about_cleared",
                at=("about",),
                message="about cannot be cleared; Meta wants at least one character.",
                hint="Write a text, or leave the key out to leave it alone.",
                meta=INVALID,
            ),
        ),
        (
            {"vertical": "RETIAL"},
            Finding(
                rule="profile_vertical_unknown",
                at=("vertical",),
                message="There is no vertical RETIAL.",
                hint="Did you mean RETAIL?",
                meta=INVALID,
            ),
        ),
        (
            {"websites": ["https://a.example", "b.example"]},
            Finding(
                rule="profile_website_not_http",
                at=("websites", 1),
                message="'b.example' does not begin with http:// or https:// and a "
                "host.",
                hint="Write https://b.example.",
                meta=INVALID,
            ),
        ),
        (
            {"websites": ["https://"]},
            Finding(
                rule="profile_website_not_http",
                at=("websites", 0),
                message="'https://' does not begin with http:// or https:// and a "
                "host.",
                meta=INVALID,
            ),
        ),
        (
            {"websites": [f"https://a.example/{'a' * 256}"]},
            Finding(
                rule="profile_website_too_long",
                at=("websites", 0),
                message="this website has 274 characters; Meta takes 256.",
                hint="Cut 18 of them.",
                meta=INVALID,
            ),
        ),
        (
            {"description": "a" * 257},
            Finding(
                rule="profile_description_long",
                at=("description",),
                message="description has 257 characters. Meta documents 512 in one "
                "place, but 256 in another.",
                hint="Cut it to 256 to be on the safe side.",
                severity=Severity.WARNING,
                meta=INVALID,
            ),
        ),
        (
            {"vertical": "  "},
            Finding(
                rule="profile_text_empty",
                at=("vertical",),
                message="vertical is an empty text.",
                hint="Write vertical: null to clear it, or leave the key out.",
            ),
        ),
    ],
)
def test_what_is_said(entry: Spec, finding: Finding) -> None:
    """The message names the fault, the hint the way out."""
    assert list(check(entry)) == [finding]


def test_an_industry_like_no_other_gets_the_whole_list() -> None:
    """Where nothing is close, all are named."""
    (finding,) = check({"vertical": "1234567"})
    assert finding.hint is not None
    assert finding.hint.startswith("Meta knows ALCOHOL, APPAREL, AUTO,")


@pytest.mark.parametrize(
    "entry",
    [
        {},
        {"about": "a" * 139, "address": "a" * 256, "email": None, "vertical": None},
        {"about": f"{'a' * 139}\n", "description": "a" * 256, "websites": None},
        {"vertical": "not_a_biz", "websites": ["HTTP://a.example "]},
        {"websites": [7]},
    ],
)
def test_what_meta_takes_is_in_order(entry: Spec) -> None:
    """Limits are inclusive, whitespace at the end does not count, null clears."""
    assert list(check(entry)) == []


def test_meta_s_verticals_are_offered_to_editors() -> None:
    """The schema lists the industries that the rule knows."""
    from wa_sync.kinds.business_profile.limits import VERTICALS

    listed = at(schema(), ("properties", "vertical", "anyOf", 0, "enum"))
    assert isinstance(listed, list)
    assert {name for name in listed if name is not None} == VERTICALS
