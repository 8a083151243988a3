from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.template_files import CASES

from wa_sync.kinds import KINDS
from wa_sync.kinds.message_template.rules import check, rule_ids


if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from wa_sync.model.finding import Finding
    from wa_sync.model.source import Json


TEXT = "Hi {{first_name}}, your order {{number}} is on its way to you today."


def template(*components: Json, **more: Json) -> Mapping[str, Json]:
    """Return a template with a body, and whatever else is given."""
    body: Json = {"type": "BODY", "text": "Your order is on its way."}
    return {
        "name": "order_update",
        "language": "en_US",
        "category": "UTILITY",
        "components": [*components] or [body],
        **more,
    }


def found(variant: Mapping[str, Json]) -> list[Finding]:
    """Return all findings."""
    return list(check(variant))


def test_every_rule_has_its_cases() -> None:
    """There is a folder of cases for each rule, and none besides."""
    ours = rule_ids()
    others = frozenset[str]().union(*(kind.rules() for kind in KINDS)) - ours
    folders = {path.name for path in CASES.iterdir() if path.is_dir()}
    assert folders - others == ours


@pytest.mark.parametrize(
    ("code", "hint"),
    [
        ("no", "Did you mean nb (Norwegian)?"),
        ("iw", "Did you mean he (Hebrew)?"),
        ("zh", "Did you mean zh_CN (Chinese (CHN))?"),
        ("en-US", "Did you mean en_US (English (US))?"),
        ("EN_us", "Did you mean en_US (English (US))?"),
        ("de_LU", "Did you mean de (German)?"),
        ("tlh", "See Meta's list of supported languages."),
    ],
)
def test_languages_that_were_meant(code: str, hint: str) -> None:
    """An unknown language is a warning that names the one that was meant."""
    (finding,) = found(template(language=code))
    assert (finding.rule, finding.severity, finding.hint) == (
        "language_unknown",
        "warning",
        hint,
    )


@pytest.mark.parametrize(
    ("examples", "message"),
    [
        ({"first_name": "Ana"}, "There is no sample value for number."),
        (
            {"first_name": "Ana", "number": "A-1", "shop": "Ours"},
            "No variable is called shop.",
        ),
    ],
)
def test_names_of_examples(examples: Json, message: str) -> None:
    """What is missing and what is too much are said separately."""
    body: Json = {"type": "BODY", "text": TEXT, "example": examples}
    (finding,) = found(template(body, parameter_format="NAMED"))
    assert (finding.rule, finding.message) == ("example_names", message)


def test_library_inputs_are_judged_like_buttons() -> None:
    """What a library template's buttons need follows the rules for such buttons."""
    inputs: Json = [
        {"type": "OTP", "otp_type": "ZERO_TAP"},
        {"type": "PHONE_NUMBER", "phone_number": "none"},
    ]
    written: Mapping[str, Json] = {
        "name": "login_code",
        "language": "en_US",
        "category": "AUTHENTICATION",
        "library_template_name": "verify_code_1",
        "library_template_button_inputs": inputs,
    }
    key = "library_template_button_inputs"
    assert [(one.rule, one.at) for one in found(written)] == [
        ("otp_terms", (key, 0)),
        ("phone_number_invalid", (key, 1, "phone_number")),
    ]


def test_a_name_of_nothing() -> None:
    """An empty name is said to be empty, and nothing is proposed."""
    (finding,) = found(template(name=""))
    assert (finding.rule, finding.message, finding.hint) == (
        "name_malformed",
        "The name is empty.",
        None,
    )


def test_a_host_that_cannot_be_read() -> None:
    """A URL that no library can take apart is malformed; whose it is, is not asked."""
    button: Json = {"type": "URL", "text": "Go", "url": "https://[wa.me/x"}
    body: Json = {"type": "BODY", "text": "Your order is on its way."}
    findings = found(template(body, {"type": "BUTTONS", "buttons": [button]}))
    assert [one.rule for one in findings] == ["url_malformed"]


@pytest.mark.parametrize("case", [str.lower, str.title])
def test_types_in_any_case(case: Callable[[str], str]) -> None:
    """Types and formats are taken in any case, as the API takes them."""
    header: Json = {"type": case("HEADER"), "format": case("IMAGE")}
    body: Json = {"type": case("BODY"), "text": "Your order is on its way."}
    button: Json = {"type": case("QUICK_REPLY")}
    buttons: Json = {"type": case("BUTTONS"), "buttons": [button]}
    findings = found(template(header, body, buttons, category=case("UTILITY")))
    assert [one.rule for one in findings] == [
        "header_sample_missing",
        "button_text_missing",
    ]
