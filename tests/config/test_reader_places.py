"""Where values stand, and that whatever is written is read as it was typed."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.readings import WANTS, covered, reading

from wa_sync.config.characters import FORBIDDEN
from wa_sync.config.reader import read
from wa_sync.model.source import SourceFile


def test_places() -> None:
    """Spans cover a value, a key, or the nearest ancestor that was written."""
    text = (
        "a: &x\n  - b: 'c d'\n    \"e f\": [g, {}]\n"
        "h: *x\nempty: []\nlast:\ntext: |-\n  one\n\n  two\n\n"
    )
    places = reading(text).documents[0].places
    pointers = [
        (("a", 0, "b"), False, "'c d'"),
        (("a", 0, "e f"), True, '"e f"'),
        (("a", 0, "e f", 0), False, "g"),
        (("a", 0, "e f", 1), False, "{}"),
        (("a", 0, "e f", 2), False, "[g, {}"),
        (("h",), False, "*x"),
        (("h", 0, "b"), False, "'c d'"),
        (("empty",), False, "[]"),
        (("empty", "no", 1), False, "[]"),
        (("a", "no"), True, "&x\n  - b: 'c d'\n    \"e f\": [g, {}"),
        (("text",), False, "|-\n  one\n\n  two"),
        (("last",), False, ""),
        ((), True, text.rstrip()),
    ]
    assert [covered(places.span(at, key=key)) for at, key, _ in pointers] == [
        expected for _, _, expected in pointers
    ]


SHOWN = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\r").filter(
        lambda character: not FORBIDDEN.match(character)
    )
)


@given(st.dictionaries(SHOWN, SHOWN | st.lists(SHOWN)))
def test_quoted_texts_round_trip(value: dict[str, str | list[str]]) -> None:
    """Single-quoted or escaped, every text comes out as it went in."""
    doubled = {
        json.dumps(key, ensure_ascii=False).replace("\x7f", "\\x7f"): item
        for key, item in value.items()
    }
    lines = [f"? {key}\n: {json.dumps(item)}" for key, item in doubled.items()]
    result = reading("\n".join(["version: 1", *lines]))
    if result.diagnostics:
        assert {d.finding.rule for d in result.diagnostics} <= {
            "yaml_duplicate_key",
            "yaml_escape",
            "yaml_long_key",
        }
    else:
        expected = {"version": 1} | value
        assert result.documents[0].value == expected


PLAIN = st.from_regex(
    r"[A-Za-z0-9+.~/_-][A-Za-z0-9+.~/_é😀 -]{0,20}[a-z0-9]", fullmatch=True
)


@given(st.lists(PLAIN.filter(lambda t: not t.startswith(("- ", "---"))), min_size=1))
def test_plain_scalars_equal_their_source(texts: list[str]) -> None:
    """A plain scalar's value is what stands in the file, and its span covers that."""
    (document,) = reading(
        "\n".join(["t:", *(f"  - {text}" for text in texts)])
    ).documents
    assert document.value == {"t": texts}
    spans = [document.places.span(("t", i)) for i in range(len(texts))]
    assert [covered(span) for span in spans] == texts


@given(
    st.binary(max_size=200)
    | st.text(alphabet="{}[]:,-?&*!|>'\"%@`# \n\tab<\\u0", max_size=80).map(str.encode)
)
def test_nothing_raises(content: bytes) -> None:
    """Any bytes give documents or diagnostics, and every diagnostic has a place."""
    result = read(content, "a.yaml", WANTS)
    assert result.documents or result.diagnostics
    assert all(diagnostic.span is not None for diagnostic in result.diagnostics)


@given(st.text(alphabet="{}[]:,-?&*!|>'\"%@`# \nab<\\u0", max_size=80))
def test_both_parsers_agree(text: str) -> None:
    """What libyaml reads, PyYAML's own parser reads alike."""
    fast = reading(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("wa_sync.config.syntax._CParser", None)
        slow = reading(text)
    if not fast.diagnostics and not slow.diagnostics:
        assert [d.value for d in fast.documents] == [d.value for d in slow.documents]


def test_source_file_is_kept() -> None:
    """The file of every span is the text as people see it."""
    (document,) = reading("a: b\r\n").documents
    assert document.file == SourceFile("a.yaml", "a: b\n")


def test_numbers_and_literals() -> None:
    """A number is one only where it is wanted, well formed and not too wide."""
    text = (
        "list:\n  numbers: [1, -07, 9223372036854775808, 123456789012345678901, x]\n"
        "  ratio: [1.5, 1e999, 2, nan]\n"
    )
    assert [document.value for document in reading(text).documents] == [
        {
            "list": {
                "numbers": [1, -7, "9223372036854775808", "123456789012345678901", "x"],
                "ratio": [1.5, "1e999", 2, "nan"],
            }
        }
    ]


def test_places_through_aliases() -> None:
    """A place below an alias is where the anchored value stands."""
    text = "a: &x {k: [v]}\nb: [*x]\nc: {<<: [*x, {m: 1}]}\nd: s\n"
    places = reading(text).documents[0].places
    pointers = (
        ("b", 0, "k", 0),
        ("b",),
        ("c", "m"),
        ("c", "k", 0),
        ("d", "no"),
        ("d", 0),
        ("a", 0),
        ("b", "no"),
        ("b", 7),
    )
    assert [covered(places.span(at)) for at in pointers] == [
        "v",
        "[*x",
        "1",
        "v",
        "s",
        "s",
        "&x {k: [v",
        "[*x",
        "[*x",
    ]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("&a b: c", "yaml_key"),
        ("a: &x {b: c}\n? *x\n: d", "yaml_key"),
        ("a: !t {b: c}", "yaml_tag"),
        ("just a text", "document_not_mapping"),
        ("a: <<<\n<<: [x]", "yaml_merge"),
    ],
)
def test_rare_forms(text: str, rule: str) -> None:
    """What plain JSON has no place for is refused, in every form."""
    assert [d.finding.rule for d in reading(text).diagnostics] == [rule]
