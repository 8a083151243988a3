from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wa_sync.config.interpolate import interpolate, literal
from wa_sync.model.source import Json, Spec


ENV = {"SHOP_REGION": "eu", "WA_SYNC_VAR_CITY": "Bonn", "OTHER": "x", "MY_TOKEN": "t"}
VARS = {
    "shop": "https://shop.example",
    "ttl": "600",
    "open": "${env:OTHER}",
    "bad": "\x1b",
}
WANTS = {
    "ttl": frozenset({"integer", "null"}),
    "flag": frozenset({"boolean"}),
    "raw": frozenset({"json"}),
    "free": frozenset({"text"}),
}


def filled(spec: Spec) -> tuple[Spec, list[tuple[str, object, str | None]]]:
    """Interpolate, and return the findings in short."""
    found, findings = interpolate(
        spec,
        vars=VARS,
        env=ENV.get,
        allowed=frozenset({"SHOP_REGION", "MY_TOKEN", "SHOP_NONE"}),
        wants=WANTS,
    )
    return found, [(f.rule, f.at, f.hint) for f in findings]


def test_values_are_replaced() -> None:
    """Variables are replaced in values at any depth, once, and never in keys."""
    spec: dict[str, Json] = {
        "${var:shop}": "${var:shop}/a",
        "list": ["${env:SHOP_REGION} ${env:WA_SYNC_VAR_CITY}", {"a": "$${var:shop}"}],
        "meta": "{{1}} {{name}} $5 {}",
        "open": "${var:open}",
    }
    assert filled(spec) == (
        {
            "${var:shop}": "https://shop.example/a",
            "list": ["eu Bonn", {"a": "${var:shop}"}],
            "meta": "{{1}} {{name}} $5 {}",
            "open": "${env:OTHER}",
        },
        [],
    )


def test_unchanged_parts_are_the_same() -> None:
    """What holds no variable is not copied."""
    spec: dict[str, Json] = {"a": {"b": ["c"]}, "d": 1}
    assert interpolate(spec, vars={}, env=ENV.get, allowed=frozenset())[0] is spec
    changed, _ = filled({**spec, "e": ["${var:shop}", ["f"]]})
    assert changed["a"] is spec["a"]


def test_typed_fields_are_converted_again() -> None:
    """A variable gives a number where one is wanted, and text elsewhere."""
    spec: dict[str, Json] = {
        "ttl": "${var:ttl}",
        "raw": {"x": ["${var:ttl}"]},
        "free": {"ttl": "${var:ttl}"},
        "text": "${var:ttl}",
        "flag": "${var:ttl}",
    }
    assert filled(spec) == (
        {
            "ttl": 600,
            "raw": {"x": [600]},
            "free": {"ttl": "600"},
            "text": "600",
            "flag": "600",
        },
        [("wrong_type", ("flag",), None)],
    )


@pytest.mark.parametrize(
    ("typed", "rule", "hint"),
    [
        ("${var:shpo}", "var_missing", "did you mean shop?"),
        ("${var:zzz}", "var_missing", "write it below the account's vars:"),
        ("${env:SHOP_REGIO}", "env_not_allowed", "did you mean SHOP_REGION?"),
        ("${env:OTHER}", "env_not_allowed", "list it below the account's env:"),
        ("${env:SHOP_NONE}", "env_missing", None),
        ("${env:WA_SYNC_VAR_NONE}", "env_missing", None),
        ("${env:MY_TOKEN}", "env_secret", None),
        ("${env:WA_SYNC_VAR_api_key}", "env_secret", None),
        (
            "${shop}",
            "interpolation_syntax",
            "write ${var:NAME} or ${env:NAME}; $${ stands for ${ itself",
        ),
        (
            "${var:shop",
            "interpolation_syntax",
            "write ${var:NAME} or ${env:NAME}; $${ stands for ${ itself",
        ),
        (
            "${",
            "interpolation_syntax",
            "write ${var:NAME} or ${env:NAME}; $${ stands for ${ itself",
        ),
        ("${var:bad}", "text_control_character", None),
    ],
)
def test_mistakes(typed: str, rule: str, hint: str | None) -> None:
    """A variable that cannot be replaced is a finding, and the text stays."""
    spec = {"a": [typed]}
    assert filled(spec) == (spec, [(rule, ("a", 0), hint)])


TEXT = st.text(alphabet="${}var:env x", max_size=30)


@given(st.recursive(TEXT | st.none(), lambda v: st.lists(v) | st.dictionaries(TEXT, v)))
def test_literal_survives(value: Json) -> None:
    """What was made literal comes through as it was."""
    spec, findings = interpolate(
        {"a": literal(value)}, vars={}, env=ENV.get, allowed=frozenset()
    )
    assert (spec, findings) == ({"a": value}, ())
