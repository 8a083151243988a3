from __future__ import annotations

import copy

import pytest

from wa_sync.config.budgets import MAX_PROBLEMS
from wa_sync.config.shape import Shape
from wa_sync.model.finding import Finding
from wa_sync.model.source import Json, Pointer


BUTTON: dict[str, Json] = {
    "type": "object",
    "required": ["type"],
    "properties": {
        "type": {"enum": ["URL", "QUICK_REPLY"]},
        "text": {"type": "string"},
    },
    "allOf": [
        {
            "if": {"properties": {"type": {"const": "URL"}}, "required": ["type"]},
            "then": {
                "required": ["url"],
                "properties": {"url": {"type": "string", "maxLength": 10}},
            },
            "else": {"properties": {"url": False}},
        }
    ],
    "unevaluatedProperties": False,
}
SCHEMA: dict[str, Json] = {
    "type": "object",
    "required": ["version"],
    "additionalProperties": False,
    "properties": {
        "version": {"const": 1},
        "things": {"type": "array", "items": {"$ref": "#/$defs/thing"}},
        "one": {"$ref": "#/$defs/thing"},
        "names": {"type": "object", "propertyNames": {"pattern": "^[a-z]+$"}},
    },
    "$defs": {
        "base": {"properties": {"name": {"type": "string", "minLength": 1}}},
        "button": BUTTON,
        "thing": {
            "type": "object",
            "$ref": "#/$defs/base",
            "unevaluatedProperties": False,
            "required": ["name"],
            "not": {"required": ["language", "languages"]},
            "properties": {
                "language": {"type": "string", "pattern": "^[a-z]{2}$"},
                "languages": {"type": "object", "minProperties": 1, "maxProperties": 2},
                "about": {"type": ["string", "null"], "minLength": 1},
                "count": {"type": "integer", "minimum": 1, "maximum": 9},
                "sign": {"type": "string", "not": {"const": "x"}},
                "flag": {"type": "boolean"},
                "tags": {
                    "type": "array",
                    "items": {"type": "string"},
                    "minItems": 1,
                    "maxItems": 2,
                    "uniqueItems": True,
                },
                "buttons": {"type": "array", "items": {"$ref": "#/$defs/button"}},
                "category": {
                    "anyOf": [
                        {"enum": ["UTILITY", "MARKETING"]},
                        {"pattern": "^(?:utility|marketing)$", "type": "string"},
                    ]
                },
                "sample": {
                    "oneOf": [
                        {"type": "string"},
                        {"type": "array", "items": {"type": "string"}},
                    ]
                },
                "media": {
                    "type": "object",
                    "properties": {
                        "asset": {"type": "string"},
                        "handle": {"type": "string"},
                    },
                    "oneOf": [{"required": ["asset"]}, {"required": ["handle"]}],
                    "dependentRequired": {"asset": ["app"]},
                },
                "id": {
                    "type": "string",
                    "pattern": "^[0-9]+$",
                    "patternErrorMessage": "digits only",
                },
                "odd": {
                    "type": "integer",
                    "multipleOf": 2,
                    "description": "an even one",
                },
            },
        },
    },
}


def short(findings: tuple[Finding, ...]) -> list[tuple[str, Pointer, str, str | None]]:
    """Return what matters of findings."""
    return [(f.rule, f.at, f.message, f.hint) for f in findings]


KEYS = (
    "language, languages, about, count, sign, flag, tags, buttons, category, sample, "
    "media, id, …"
)
MISFITS: list[tuple[Json, list[tuple[str, Pointer, str, str | None]]]] = [
    (
        {"nam": "a"},
        [("unknown_key", ("nam",), "'nam' is not a key here", "did you mean name?")],
    ),
    (
        {"zzz": "a"},
        [
            ("missing_key", (), "the key 'name' is missing", None),
            ("unknown_key", ("zzz",), "'zzz' is not a key here", f"there are: {KEYS}"),
        ],
    ),
    ("a", [("wrong_type", (), "this has to be a mapping, not a text", None)]),
    ({"name": ""}, [("empty_text", ("name",), "this is empty", None)]),
    (
        {"name": "a", "about": ""},
        [
            (
                "empty_text",
                ("about",),
                "this is empty",
                "write null to clear it, or remove the key",
            )
        ],
    ),
    (
        {"name": "a", "about": 5},
        [
            (
                "wrong_type",
                ("about",),
                "this has to be a text or null, not a number",
                None,
            )
        ],
    ),
    (
        {"name": "a", "count": "5"},
        [
            (
                "wrong_type",
                ("count",),
                "this has to be a whole number, not a text",
                "write it without quotes",
            )
        ],
    ),
    (
        {"name": "a", "count": ""},
        [
            (
                "wrong_type",
                ("count",),
                "this has to be a whole number, not nothing",
                None,
            )
        ],
    ),
    (
        {"name": "a", "count": 0},
        [("too_small", ("count",), "this has to be at least 1", None)],
    ),
    (
        {"name": "a", "count": 10},
        [("too_large", ("count",), "this has to be at most 9", None)],
    ),
    (
        {"name": "a", "flag": [True]},
        [("wrong_type", ("flag",), "this has to be true or false, not a list", None)],
    ),
    (
        {"name": "a", "tags": "x"},
        [
            (
                "wrong_type",
                ("tags",),
                "this has to be a list, not a text",
                "put it in brackets: [...]",
            )
        ],
    ),
    (
        {"name": "a", "tags": []},
        [("too_few", ("tags",), "at least 1 item, and these are 0", None)],
    ),
    (
        {"name": "a", "tags": ["x", "x", "x"]},
        [
            ("too_many", ("tags",), "at most 2 items, and these are 3", None),
            ("repeated_item", ("tags",), "something stands in this list twice", None),
        ],
    ),
    (
        {"name": "a", "languages": {}},
        [("too_few", ("languages",), "at least 1 key, and these are 0", None)],
    ),
    (
        {"name": "a", "language": "en", "languages": {"a": "b"}},
        [
            (
                "misplaced_key",
                ("languages",),
                "language and languages cannot both be written",
                None,
            )
        ],
    ),
    (
        {"name": "a", "sign": "x"},
        [("wrong_shape", ("sign",), "this has not the shape it needs", None)],
    ),
    (
        {"name": "a", "odd": 3},
        [("wrong_shape", ("odd",), "this has not the shape it needs", "an even one")],
    ),
    (
        {"name": "a", "category": "MARKETNG"},
        [
            (
                "unknown_value",
                ("category",),
                "'MARKETNG' is none of the values there are",
                "did you mean MARKETING?",
            )
        ],
    ),
    (
        {"name": "a", "category": ["MARKETNG"]},
        [
            (
                "wrong_type",
                ("category",),
                "this has to be one of UTILITY, MARKETING, not a list",
                None,
            )
        ],
    ),
    (
        {"name": "a", "category": ""},
        [
            (
                "unknown_value",
                ("category",),
                "this is empty",
                "there are: UTILITY, MARKETING",
            )
        ],
    ),
    (
        {"name": "a", "sample": {"a": "b"}},
        [
            (
                "wrong_type",
                ("sample",),
                "this has to be a text or a list, not a mapping",
                None,
            )
        ],
    ),
    (
        {"name": "a", "sample": ["x", None]},
        [("wrong_type", ("sample", 1), "this has to be a text, not null", None)],
    ),
    (
        {"name": "a", "media": {}},
        [("missing_key", ("media",), "one key is missing: asset or handle", None)],
    ),
    (
        {"name": "a", "media": {"asset": "x", "handle": "y", "app": "z"}},
        [
            (
                "misplaced_key",
                ("media",),
                "only one of these can be written: asset or handle",
                None,
            )
        ],
    ),
    (
        {"name": "a", "media": {"asset": "x"}},
        [("missing_key", ("media", "asset"), "'asset' needs app beside it", None)],
    ),
    ({"name": "a", "id": "EAAsecret"}, [("wrong_form", ("id",), "digits only", None)]),
    ({"name": "a", "id": ""}, [("wrong_form", ("id",), "this is empty", None)]),
    (
        {"name": "a", "language": "EAAsecret"},
        [("wrong_form", ("language",), "this text has not the form it needs", None)],
    ),
    (
        {"name": "a", "buttons": [{"type": "URL", "text": "t"}]},
        [("missing_key", ("buttons", 0), "the key 'url' is missing", None)],
    ),
    (
        {"name": "a", "buttons": [{"type": "URL", "url": "https://a.example"}]},
        [
            (
                "too_long",
                ("buttons", 0, "url"),
                "at most 10 characters, and these are 17",
                None,
            )
        ],
    ),
    (
        {"name": "a", "buttons": [{"type": "QUICK_REPLY", "url": "a"}]},
        [
            (
                "misplaced_key",
                ("buttons", 0, "url"),
                "'url' does not go with the other keys here",
                None,
            )
        ],
    ),
    (
        {"name": "a", "buttons": [{"type": "URLS", "txt": "a"}]},
        [
            (
                "unknown_value",
                ("buttons", 0, "type"),
                "'URLS' is none of the values there are",
                "did you mean URL?",
            ),
            (
                "unknown_key",
                ("buttons", 0, "txt"),
                "'txt' is not a key here",
                "did you mean text?",
            ),
        ],
    ),
    ({"name": "a", "count": "${var:n}", "language": "${env:L}"}, []),
]


@pytest.mark.parametrize(("value", "expected"), MISFITS)
def test_misfits(
    value: Json, expected: list[tuple[str, Pointer, str, str | None]]
) -> None:
    """Each mistake is said once, at its place, without a secret in the sentence."""
    shape = Shape(SCHEMA)
    assert short(shape.check({"version": 1, "one": value})) == [
        (rule, ("one", *at), message, hint) for rule, at, message, hint in expected
    ]


def test_entries_that_fit_are_left_out() -> None:
    """A finding in a long list leads to its own entry, not to the one explained."""
    things: list[Json] = [{"name": str(i)} for i in range(50)]
    things[7] = {"name": "a", "flag": "x"}
    things[31] = {"name": "a", "x": "y", "tags": []}
    value: dict[str, Json] = {"version": 1, "things": things, "one": {"name": "a"}}
    kept = copy.deepcopy(value)
    assert [(f.rule, f.at) for f in Shape(SCHEMA).check(value)] == [
        ("wrong_type", ("things", 7, "flag")),
        ("unknown_key", ("things", 31, "x")),
        ("too_few", ("things", 31, "tags")),
    ]
    assert value == kept


def test_sections() -> None:
    """What is wrong with the whole is said as well."""
    shape = Shape(SCHEMA)
    assert short(shape.check({"version": 2, "thing": [], "names": {"A": 1}})) == [
        ("unknown_value", ("version",), "this has to be 1, not 2", None),
        (
            "unknown_key",
            ("thing",),
            "'thing' is not a key here",
            "did you mean things?",
        ),
        (
            "bad_name",
            ("names", "A"),
            "'A' cannot be a name here",
            "letters, digits and underscores; it begins with a letter or a digit",
        ),
    ]
    assert [f.at for f in shape.check({"version": 1, "things": "x"})] == [("things",)]
    assert shape.check({"version": 1, "things": []}) == ()
    assert not shape.fits([])
    assert [f.rule for f in shape.check([])] == ["wrong_type"]


class TestMany:
    """More mistakes than anybody reads."""

    def test_past_the_limit_entries_are_only_counted(self) -> None:
        """The rest is one sentence, at the first entry that is not explained."""
        things: list[Json] = [{"name": "a"}, *({"nam": "a"} for _ in range(5))]
        judged = Shape(SCHEMA).judge({"version": 1, "things": things}, 2)
        message = "this and 2 more have mistakes as well, which are not listed"
        hint = "mend what stands above first"
        assert short(judged.findings) == [
            *(
                (
                    "unknown_key",
                    ("things", i, "nam"),
                    "'nam' is not a key here",
                    "did you mean name?",
                )
                for i in (1, 2)
            ),
            ("too_many_mistakes", ("things", 3), message, hint),
        ]
        assert judged.broken == {("things", i) for i in range(1, 6)}
        one = Shape(SCHEMA).judge({"version": 1, "things": things}, 4).findings[-1]
        assert one.message == "this entry has mistakes as well, which are not listed"

    def test_what_is_broken_is_an_entry_or_a_section(self) -> None:
        """A key that is missing at the top breaks nothing below it."""
        value: Json = {"things": [{"name": "a"}, {"name": ""}], "one": {"nam": "a"}}
        judged = Shape(SCHEMA).judge(value)
        assert [finding.at for finding in judged.findings] == [
            (),
            ("things", 1, "name"),
            ("one", "nam"),
        ]
        assert judged.broken == {("things", 1), ("one",)}

    def test_an_entry_with_thousands_of_mistakes_is_cut_short(self) -> None:
        """No entry takes longer to explain than a person reads on."""
        keys: Json = {"name": "a"} | {f"key{i}": "a" for i in range(2_000)}
        assert len(Shape(SCHEMA).check({"version": 1, "one": keys})) == MAX_PROBLEMS


def test_the_version_has_hints_of_its_own() -> None:
    """A fraction is no matter of quotes, and a missing version has a place."""
    whole: dict[str, Json] = {
        "required": ["version"],
        "properties": {"version": {"type": "integer"}},
    }
    found = [Shape(whole).check(value) for value in ({"version": "1.0"}, {})]
    assert [one.hint for (one,) in found] == [
        "write 1",
        "add version: 1 as its first line",
    ]
