from __future__ import annotations

import copy

import pytest
from support.shapes import SCHEMA, short

from wa_sync.config.shape import Shape
from wa_sync.model.source import Json, Pointer


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
