from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wa_sync.config.characters import FORBIDDEN
from wa_sync.config.reader import read
from wa_sync.config.writer import write_document
from wa_sync.model.source import Json


JSON = {"json": frozenset({"json"})}
WANTS = {"typed": JSON, "version": {"version": frozenset({"integer"})}}

HOSTILE = st.sampled_from(
    [
        *(
            "",
            " ",
            "~",
            "null",
            "no",
            "Yes",
            "0123",
            "12:30",
            "+15550100",
            "1e3",
            "1_0",
        ),
        *(
            "2026-01-01",
            ".5",
            "0x1F",
            "=",
            "<<",
            "---",
            "...",
            "- a",
            "? a",
            ": a",
            "a:",
        ),
        *(
            "a: b",
            "a #b",
            "#a",
            "{{1}}",
            "Hi {{1}}",
            "[a]",
            "*a*",
            "&a",
            "!a",
            "|",
            ">",
        ),
        *(
            "%a",
            "@a",
            "`a`",
            "'a'",
            '"a"',
            "a'b\"c",
            "a\\b",
            "\ta",
            "a\t",
            " a",
            "a ",
            "-",
        ),
        *(
            "a\nb",
            "\na",
            "a\n",
            "a\n\n",
            " a\nb",
            "a\n b",
            "a \nb",
            "\n",
            "a\n\tb",
            "a\n\n\nb",
        ),
        *(
            "<<<<<<< a",
            "a\n<<<<<<< b",
            "=======",
            "a\u2028b",
            "\u00a0a",
            "a\u200d",
            "\u200b",
        ),
        *("\U0001f468\u200d\U0001f469", "\U0001fae8", "\u0301", "\u3164"),
        *(
            "word " * 40 + "end",
            "x" * 200,
            "key:value",
            "a,b",
            "https://a.example/?b=c#d",
        ),
    ]
)
TEXTS = HOSTILE | st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\r").filter(
        lambda character: not FORBIDDEN.match(character)
    ),
    max_size=120,
)
PLAIN = st.recursive(
    TEXTS,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4)
    ),
    max_leaves=12,
)
TYPED = st.recursive(
    TEXTS | st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4)
    ),
    max_leaves=12,
)


@given(st.dictionaries(TEXTS, PLAIN, max_size=4), TYPED)
def test_what_is_written_reads_back(plain: dict[str, Json], typed: Json) -> None:
    """Reading gives back exactly what was written, whatever the texts hold."""
    value: dict[str, Json] = {
        **{f"x{key}": item for key, item in plain.items()},
        "typed": {"json": typed},
    }
    text = write_document(value, comment="a\nb")
    result = read(text.encode(), "a.yaml", WANTS)
    assert result.diagnostics == ()
    assert [document.value for document in result.documents] == [value]


def test_as_a_person_would() -> None:
    """Blocks for long texts, one line for short lists, quotes only where needed."""
    value: dict[str, Json] = {
        "version": 1,
        "message_templates": [
            {
                "name": "order_update",
                "language": "en_US",
                "message_send_ttl_seconds": 600,
                "components": [
                    {
                        "type": "BODY",
                        "text": "Hi {{1}},\n\nyour order #{{2}} is: on its way.",
                        "example": ["Ana", "A-1042", "no", "12:30", "a, b"],
                    },
                    {
                        "type": "FOOTER",
                        "text": "{{1}} begins, and so the text is in quotes",
                        "long": "A text of many words that goes on and on and on "
                        "until it is wider than a line",
                        "url": "https://shop.example/" + "x" * 80,
                        "said": '"Hi," he said',
                        "both": 'It\'s "so"',
                        "path": "'a'\\b",
                        "emoji": "\U0001f468\u200d\U0001f469\u200d\U0001f467 yes",
                        "none": None,
                        "yes": True,
                        "off": False,
                        "empty": "",
                        "many": ["a word that is long"] * 5,
                        "nested": [["a", "b"], [1, None, {}]],
                        "lists": [[{"a": "b"}, ["c"]], "d\ne\n"],
                        "nothing": {},
                        "nobody": [],
                    },
                ],
            },
            {"name": "two"},
        ],
        "removed": [{"message_template": "a/en"}],
    }
    assert write_document(value, comment="one\n\ntwo") == PERSON


PERSON = """\
# one
#
# two
version: 1

message_templates:
  - name: order_update
    language: en_US
    message_send_ttl_seconds: 600
    components:
      - type: BODY
        text: |-
          Hi {{1}},

          your order #{{2}} is: on its way.
        example: [Ana, A-1042, "no", "12:30", "a, b"]
      - type: FOOTER
        text: "{{1}} begins, and so the text is in quotes"
        long: |-
          A text of many words that goes on and on and on until it is wider than a line
        url: https://shop.example/XXX
        said: '"Hi," he said'
        both: It's "so"
        path: "'a'\\\\b"
        emoji: \U0001f468\u200d\U0001f469\u200d\U0001f467 yes
        none: null
        "yes": true
        "off": false
        empty: ""
        many:
          - a word that is long
          - a word that is long
          - a word that is long
          - a word that is long
          - a word that is long
        nested: [[a, b], [1, null, {}]]
        lists:
          - - a: b
            - [c]
          - |
            d
            e
        nothing: {}
        nobody: []

  - name: two

removed:
  - message_template: a/en
""".replace("XXX", "x" * 80)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("\u200b", '"\\u200B"'),
        ("a\u0085b", '"a\\u0085b"'),
        ("a\u2028b", '"a\\u2028b"'),
        ("\U000e0041", '"\\U000E0041"'),
        ("\ud83d", '"\\uD83D"'),
        ("a\tb", '"a\\tb"'),
        ("a \nb", '"a \\nb"'),
    ],
)
def test_what_cannot_be_seen_is_escaped(text: str, line: str) -> None:
    """A character that nobody would see stands there by its number."""
    assert write_document({"text": text}) == f"text: {line}\n"


def test_nothing() -> None:
    """A document without keys is an empty mapping."""
    assert write_document({}) == "{}\n"
