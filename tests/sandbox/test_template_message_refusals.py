"""Templates that the sandbox refuses to send: each code of 132xxx that Meta has."""

from __future__ import annotations

import pytest
from support.posted import ORDER, body, posted_template, posting, refused
from support.sandbox_account import Reached, reached

from wa_sync.kinds.message_template.sandbox.seed import seed
from wa_sync.model.source import Json, Spec
from wa_sync.sandbox import faults
from wa_sync.sandbox.fault import Fault


BUTTON = posted_template(2)["components"][1]
COUNT = "(#132000) Number of parameters does not match the expected number of params: "
FORMAT = "(#132012) Parameter format does not match format in the created template: "
ODD = (
    "(#132018) There's an issue with the parameters in your template: Param text "
    "cannot have new-line/tab characters or more than 4 consecutive spaces"
)
MISSING = "(#131008) Required parameter is missing: "
NOT_THERE = (
    "(#132001) Template name does not exist in the translation: template name (seen) "
    "does not exist in en_US"
)
INVALID = "(#131009) Parameter value is not valid: "


def _body(*values: str, **more: Json) -> Spec:
    texts: list[Json] = [{"type": "text", "text": value, **more} for value in values]
    return {"type": "body", "parameters": texts}


def _seeded(there: Reached, *components: Json, **more: Json) -> None:
    """Put a template there past the rules, as Meta returns it."""
    kept: Spec = {
        "name": "seen",
        "language": "en_US",
        "status": "APPROVED",
        "components": list(components),
        **more,
    }
    seed(there.world, there.account.waba_id or "", kept)


def _said(there: Reached, *components: Spec, name: str = "seen") -> str:
    sent: Json = {
        "name": name,
        "language": {"code": "en_US"},
        "components": list(components),
    }
    return refused(there, body("template", sent))[2]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"name": ""}, f"{MISSING}Parameter 'name' is mandatory for type 'template'"),
        (
            {"language": {}},
            f"{MISSING}Parameter 'language.code' is mandatory for type 'template'",
        ),
        (
            {"language": {"code": "en_GB"}},
            (
                "(#132001) Template name does not exist in the translation: "
                "template name "
                "(order_update) does not exist in en_GB"
            ),
        ),
        ({"components": [{"type": "x"}]}, "(#100) Invalid component type x"),
        (
            {"components": [_body("a"), BUTTON]},
            (
                f"{COUNT}body: number of localizable_params (1) does not match the "
                "expected number of params (2)"
            ),
        ),
        (
            {"components": [_body("a", "b")]},
            f"{MISSING}buttons: Button at index 0 of type Url requires a parameter",
        ),
        ({"components": [_body("a", "b\n"), BUTTON]}, ODD),
        (
            {"components": [_body("a", ""), BUTTON]},
            f"{MISSING}Parameter 'text' is mandatory for parameter 2 of the body",
        ),
        (
            {"components": [{"type": "body", "parameters": [{}, {}]}, BUTTON]},
            f"{FORMAT}body: parameter 1 must be a text",
        ),
        (
            {"components": [_body("a", "b" * 1024), BUTTON]},
            (
                "(#132005) Translated text too long: body: text is 1064 "
                "characters long, "
                "and 1024 are allowed"
            ),
        ),
        (
            {"components": [_body("a", "b"), {**BUTTON, "sub_type": "flow"}]},
            (
                "(#132018) There's an issue with the parameters in your "
                "template: buttons: "
                "Button at index 0 takes no such parameter"
            ),
        ),
        (
            {"components": [_body("a", "b"), {**BUTTON, "parameters": []}]},
            f"{INVALID}buttons: Button at index 0 needs a text",
        ),
        (
            {"components": [_body("a", "b"), BUTTON, {**BUTTON, "index": 7}]},
            f"{INVALID}buttons: there is no button at index 7",
        ),
        (
            {"components": [_body("a", "b"), BUTTON, {**_body("x"), "type": "header"}]},
            (
                f"{COUNT}header: number of localizable_params (1) does not match the "
                "expected number of params (0)"
            ),
        ),
        (
            {
                "components": [
                    _body("a", "b"),
                    BUTTON,
                    {"type": "carousel", "cards": [{}]},
                ]
            },
            (
                f"{COUNT}carousel: number of cards (1) does not match the "
                "expected number "
                "of cards (0)"
            ),
        ),
    ],
)
def test_what_does_not_fit_the_template_is_refused(
    changed: dict[str, Json], words: str
) -> None:
    """The template is approved, and takes two texts and the end of an address."""
    with posting(ORDER) as there:
        request = body("template", {**posted_template(2), **changed})
        code, status, said = refused(there, request)
        assert said == words
        assert status == (404 if code == 132001 else 400)


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("PENDING", NOT_THERE),
        ("REJECTED", NOT_THERE),
        ("PAUSED", "(#132015) Template is Paused: template name (seen) is paused"),
        (
            "DISABLED",
            "(#132016) Template is Disabled: template name (seen) is disabled",
        ),
    ],
)
def test_only_what_is_approved_is_sent(status: str, words: str) -> None:
    """A template that is paused or disabled has a code of its own."""
    with reached() as there:
        _seeded(there, {"type": "BODY", "text": "Hello."}, status=status)
        assert _said(there) == words


def test_names_of_parameters_are_asked_for() -> None:
    """A named template takes no positions."""
    with reached() as there:
        wording = {"type": "BODY", "text": "Hi {{name}}."}
        _seeded(there, wording, parameter_format="NAMED")
        wrong = "(#100) Invalid parameter: body: Parameter name is missing or empty"
        assert _said(there, _body("Bo")) == wrong
        named = _body("Bo", parameter_name="name")
        request = body("template", {**_SEEN, "components": [named]})
        there.writer.post(f"{there.account.phone_number_id}/messages", request)


_SEEN: dict[str, Json] = {"name": "seen", "language": {"code": "en_US"}}


@pytest.mark.parametrize(
    ("format_", "parameter", "words"),
    [
        (
            "IMAGE",
            None,
            f"{FORMAT}header: Format mismatch, expected IMAGE, received UNKNOWN",
        ),
        (
            "LOCATION",
            {"type": "image", "image": {"link": "https://a.example/a.png"}},
            f"{FORMAT}header: Format mismatch, expected LOCATION, received IMAGE",
        ),
        (
            "GIF",
            {"type": "video", "video": {}},
            f"{INVALID}video: exactly one of id and link is expected",
        ),
        (
            "LOCATION",
            {"type": "location", "location": {}},
            f"{MISSING}Parameter 'latitude' is mandatory for type 'location'",
        ),
    ],
)
def test_a_header_shows_what_its_format_says(
    format_: str, parameter: Json, words: str
) -> None:
    """And what it shows is a medium or a place as in any message."""
    with reached() as there:
        _seeded(there, {"type": "HEADER", "format": format_})
        given: list[Json] = [] if parameter is None else [parameter]
        assert _said(there, {"type": "header", "parameters": given}) == words


def test_cards_are_judged_one_by_one() -> None:
    """Each has parameters of its own."""
    card: Json = {"components": [{"type": "BODY", "text": "Only {{1}}."}]}
    with reached() as there:
        _seeded(there, {"type": "CAROUSEL", "cards": [card, card]})
        given: list[Json] = [
            {"card_index": 0, "components": [_body("5 EUR")]},
            {"card_index": 1, "components": []},
        ]
        assert _said(there, {"type": "carousel", "cards": given}) == (
            f"{COUNT}body: number of localizable_params (0) does not "
            "match the expected "
            "number of params (1)"
        )


@pytest.mark.parametrize("parameters", [[], [{"type": "action", "action": {"a": 1}}]])
def test_a_flow_is_called_with_or_without_parameters(parameters: list[Json]) -> None:
    """Unnamed it is refused, though all in it has a default."""
    called: Json = {
        "type": "button",
        "sub_type": "flow",
        "index": "0",
        "parameters": parameters,
    }
    with reached() as there:
        flow: Json = {"type": "FLOW", "text": "Begin", "flow_id": "1"}
        _seeded(there, {"type": "BUTTONS", "buttons": [flow]})
        wrong = "buttons: Button at index 0 of type Flow requires a parameter"
        assert _said(there) == f"{MISSING}{wrong}"
        request = body("template", {**_SEEN, "components": [called]})
        there.writer.post(f"{there.account.phone_number_id}/messages", request)


@pytest.mark.parametrize("code", [132007, 132068, 132069])
def test_what_only_meta_decides_can_be_ordered(code: int) -> None:
    """A policy, or the state of a Flow: wa-sync sandbox faults orders the refusal."""
    with posting(ORDER) as there:
        faults.order(there.world, Fault(what="refuse", path="*/messages", code=code))
        request = body("template", posted_template(2))
        assert refused(there, request) == (
            *(code, 400, f"(#{code}) Invalid parameter"),
        )
