from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from support.template_files import (
    CASES,
    document,
    pasted,
    shape,
    whole,
)

from wa_sync.config.wants import wants_of
from wa_sync.kinds.message_template.rules import rule_ids
from wa_sync.kinds.message_template.schema import schema
from wa_sync.model.source import array, json_pointer, mapping


if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_sync.model.source import Json, Pointer


BODY = {"type": "BODY", "text": "Your order is on its way."}
TEMPLATE = {"name": "order_update", "language": "en_US", "category": "UTILITY"}
OPEN = {"raw", "creative_sourcing_spec"}


def parts(value: Json, at: Pointer = ()) -> Iterator[tuple[Pointer, Json]]:
    """Yield every schema within the schema, with its place."""
    yield at, value
    if isinstance(value, dict):
        for key, below in value.items():
            if key not in {"examples", "enum", "required"}:
                yield from parts(below, (*at, key))
    for number, below in enumerate(array(value)):
        yield from parts(below, (*at, number))


def problems(*components: Json, **more: Json) -> list[tuple[str, str]]:
    """Return the rules and places of what does not fit in a template."""
    found = pasted({**TEMPLATE, "components": [BODY, *components], **more})
    return [(f.rule, json_pointer(f.at[2:])) for f in shape().check(found.value)]


@pytest.mark.parametrize("rule", sorted(rule_ids()))
def test_what_rules_judge_fits(rule: str) -> None:
    """Whatever a rule judges has a fitting shape: no limit is said twice."""
    for name in ("bad", "good"):
        content = (CASES / rule / f"{name}.yaml").read_text(encoding="utf-8")
        assert shape().check(document(content).value) == ()


def test_schema_is_closed() -> None:
    """Mappings take no unknown keys, but where anything is passed on."""
    for at, part in parts(schema()):
        if isinstance(part, dict) and "properties" in part and "type" in part:
            dispatches = "allOf" in part
            closed = part.get("additionalProperties") is not None
            assert closed is not dispatches, at
        if isinstance(part, dict) and part.get("additionalProperties") is True:
            assert at[-1] in OPEN


def test_schema_is_read_once() -> None:
    """The schema is the same object each time."""
    assert schema() is schema()


def test_every_property_is_explained() -> None:
    """Hovering over any key shows what it is for."""
    definitions = mapping(schema()["$defs"])
    for at, part in parts(schema()):
        if at[-2:-1] != ("properties",) or "if" in at or "then" in at[:1]:
            continue
        target = str(mapping(part).get("$ref", "")).removeprefix("#/$defs/")
        explained = mapping(definitions.get(target, part))
        inside_list = "items" in at[-4:]
        assert inside_list or "description" in explained, at


def test_every_property_has_one_type() -> None:
    """A scalar is converted by the name of its key: numbers and booleans are these."""
    names = wants_of(whole())["message_templates"]
    assert {name: set(wanted) for name, wanted in names.items() if wanted} == {
        "add_contact_number": {"boolean"},
        "add_learn_more_link": {"boolean"},
        "add_security_recommendation": {"boolean"},
        "add_track_package_link": {"boolean"},
        "allow_category_change": {"boolean"},
        "bid_amount": {"integer"},
        "card_index": {"integer"},
        "code_expiration_minutes": {"integer"},
        "creative_sourcing_spec": {"json"},
        "cta_url_link_tracking_opted_out": {"boolean"},
        "disable_ios_autofill": {"boolean"},
        "has_expiration": {"boolean"},
        "is_primary_device_delivery_only": {"boolean"},
        "message_send_ttl_seconds": {"integer"},
        "meta_app_id": {"integer"},
        "raw": {"json"},
        "ttl_minutes": {"integer"},
        "zero_tap_terms_accepted": {"boolean"},
    }


@pytest.mark.parametrize(
    ("component", "place"),
    [
        ({"type": "HEADER", "format": "TEXT", "txt": "Hi"}, "/components/1/txt"),
        ({"type": "footer", "text": "Hi", "link": "x"}, "/components/1/link"),
        (
            {"type": "BUTTONS", "buttons": [{"type": "Url", "txt": "Hi"}]},
            "/components/1/buttons/0/txt",
        ),
        (
            {
                "type": "carousel",
                "cards": [{"components": [{"type": "body", "texts": "Hi"}]}],
            },
            "/components/1/cards/0/components/0/texts",
        ),
    ],
)
def test_unknown_keys_are_refused(component: Json, place: str) -> None:
    """A key that no component or button of this type has is refused, in any case."""
    assert problems(component) == [("unknown_key", place)]


def test_unknown_types_are_for_the_rules() -> None:
    """Components and buttons of unknown types have a fitting shape."""
    button: Json = {"type": "POSTBACK", "payload": "x"}
    buttons: Json = {"type": "BUTTONS", "buttons": [button]}
    assert problems({"type": "SIDEBAR", "anything": ["x"]}, buttons) == []


def test_raw_takes_anything() -> None:
    """Below raw there is any JSON, at every level."""
    raw: Json = {"new": [1, None, {"deep": True}]}
    button: Json = {"type": "QUICK_REPLY", "text": "Yes", "raw": raw}
    buttons: Json = {"type": "BUTTONS", "buttons": [button], "raw": raw}
    assert problems(buttons, raw=raw) == []


def test_one_language_or_several() -> None:
    """A template has language or languages, never both."""
    shared = {"name": "order_update", "category": "UTILITY"}
    several = {"en_US": {"components": [BODY]}, "de": {"components": [BODY]}}

    def found(**more: Json) -> list[tuple[str, str]]:
        value = pasted({**shared, **more}).value
        return [(f.rule, json_pointer(f.at[2:])) for f in shape().check(value)]

    assert found(languages=several) == []
    assert found(components=[BODY]) == [("missing_key", "")]
    both = found(language="en_US", languages=several)
    assert both == [("misplaced_key", "/languages")]


@pytest.mark.parametrize(
    "example",
    [
        ["Ana"],
        "Ana",
        {"first_name": "Ana"},
        {"body_text": [["Ana"]]},
        {"body_text": ["Ana"]},
        {"body_text": "Ana"},
        {"body_text_named_params": [{"param_name": "first_name", "example": "Ana"}]},
    ],
)
def test_every_spelling_of_examples_fits(example: Json) -> None:
    """Sample values are taken in the API's spellings and in the short ones."""
    body = {
        "type": "BODY",
        "text": "Hi {{1}}, welcome to our shop.",
        "example": example,
    }
    found = pasted({**TEMPLATE, "components": [body]})
    assert shape().check(found.value) == ()


def test_examples_of_the_schema_fit() -> None:
    """What an editor offers is itself of a fitting shape."""
    import jsonschema_rs

    definitions = schema()["$defs"]
    for at, part in parts(schema()):
        if isinstance(part, dict) and "examples" in part:
            judge = jsonschema_rs.validator_for({"$defs": definitions, **part})
            for example in array(part["examples"]):
                assert judge.is_valid(example), (at, json.dumps(example))
