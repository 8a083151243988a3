from __future__ import annotations

import csv
import json

import pytest
from support.template_files import CORPUS, live, pasted, shape, variants

from wa_sync.kinds.message_template.rules import check
from wa_sync.model.finding import Severity
from wa_sync.model.source import mapping


# What sources.tsv gives as the reason → the rule that says so; keys that are missing
# are the schema's business.
REASONS = {
    "AUTHENTICATION BODY carries text (2388042)": "auth_body_text",
    "AUTHENTICATION FOOTER carries text": "auth_footer_text",
    "AUTHENTICATION template with a HEADER": "auth_component",
    "AUTHENTICATION without an OTP button": "auth_buttons",
    "BODY has variables but no example": "example_missing",
    "BODY starts or ends with a variable (2388299)": "variable_at_end",
    "IMAGE header without example.header_handle (2388273)": "header_sample_missing",
    "category TRANSACTIONAL retired in 2023": "category_retired",
    "dynamic URL button without example": "url_example_missing",
    "header_handle is a URL, not an upload handle": "header_handle_is_url",
    "name missing or not [a-z0-9_] (2388046)": "missing_key",
    "no category": "missing_key",
    "no language": "missing_key",
    "too few words per variable (2388293: words+vars < 3*vars+1)": (
        "body_words_per_variable"
    ),
}
# These break a rule that their reason does not name.
BESIDES = {
    "c-44381fa5b6": {"auth_expiration_missing"},
    "c-6cf10e1af4": {"variable_at_end"},
}
# Found in the answers: approved templates that break today's rules exist.
LIVE = {
    "auth_body_text": 2,
    "auth_buttons": 2,
    "auth_component": 2,
    "auth_expiration_missing": 2,
    "auth_footer_text": 2,
    "body_words_per_variable": 14,
    "category_retired": 41,
    "example_missing": 60,
    "header_handle_is_url": 5,
    "header_sample_missing": 33,
    "name_reserved": 58,
    "sub_category_by_meta": 1,
    "variable_at_end": 34,
    "variables_adjacent": 1,
}


def rows() -> list[dict[str, str]]:
    """Return what the corpus says about the bodies of creates."""
    with (CORPUS / "sources.tsv").open(encoding="utf-8", newline="") as source:
        found = csv.DictReader(source, delimiter="\t")
        return [row for row in found if row["kind"] == "create"]


def judged(verdict: str) -> list[str]:
    """Return the ids of those that Meta is taken to judge so."""
    return [row["id"] for row in rows() if row["meta_would_accept"] == verdict]


def reasons(one: str) -> set[str]:
    """Return the rules that fit the reasons for a refusal."""
    (why,) = (row["why"] for row in rows() if row["id"] == one)
    return {REASONS[reason] for reason in why.split("; ")}


def errors(one: str) -> set[str]:
    """Return the errors in a payload that is pasted into a file, shape and rules."""
    found = pasted(json.loads((CORPUS / f"create/{one}.json").read_text("utf-8")))
    findings = [
        *shape().check(found.value),
        *(finding for variant in variants(found) for finding in check(variant)),
    ]
    return {f.rule for f in findings if f.severity is Severity.ERROR}


@pytest.mark.parametrize("one", judged("valid"))
def test_accepted_payloads_have_no_error(one: str) -> None:
    """What Meta accepts fits the schema and breaks no rule."""
    assert errors(one) == set()


@pytest.mark.parametrize("one", judged("invalid"))
def test_refused_payloads_break_the_fitting_rules(one: str) -> None:
    """What Meta refuses is refused for its reasons, offline."""
    missing = {"missing_key"} & errors(one)
    assert errors(one) == reasons(one) | BESIDES.get(one, set()) | missing


def test_edits_are_told_apart() -> None:
    """Bodies of edits lack name and language; they are no templates to declare."""
    edits = judged("valid (edit body)")
    assert len(edits) == 5
    assert {frozenset(errors(one)) for one in edits} == {frozenset({"missing_key"})}


def test_answers_can_be_judged() -> None:
    """All templates that the API answered can be judged, and break these rules."""
    counts: dict[str, int] = {}
    for _, variant in live():
        for finding in check(mapping(variant)):
            counts[finding.rule] = counts.get(finding.rule, 0) + 1
    assert counts == LIVE
