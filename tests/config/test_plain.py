"""The short road for plain files leads where the long one does, or nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from wa_sync.config.budgets import MAX_DEPTH, MAX_KEY_CHARACTERS
from wa_sync.config.builder import Builder
from wa_sync.config.places import Lines, Marks
from wa_sync.config.plain import Odd, PlainBuilder, looks_plain
from wa_sync.config.problems import Problems
from wa_sync.config.reader import read
from wa_sync.config.syntax import parse
from wa_sync.model.source import SourceFile


TESTS = Path(__file__).parent.parent
FILES = sorted(
    file
    for folder in (TESTS / "cases", TESTS / "corpus", TESTS.parent / "examples")
    for file in folder.glob("**/*.yaml")
)
WANTS = {
    "version": {"version": frozenset({"integer"})},
    "flag": {"flag": frozenset({"boolean", "null"}), "b": frozenset({"number"})},
    "texts": {"free": frozenset({"text"}), "a": frozenset({"integer"})},
    "raw": {"raw": frozenset({"json"})},
    "list": {"numbers": frozenset({"integer"}), "ratio": frozenset({"number"})},
}
PLENTY = 1_000_000


def short(text: str, nodes: int = PLENTY) -> object:
    """Return what the short road makes of a text, marks and all; None if nothing."""
    if not looks_plain(text, nodes):
        return None
    marks = Marks(Lines(SourceFile("a.yaml", text)))
    try:
        found = PlainBuilder(marks, WANTS).documents()
    except Odd:
        return None
    return repr(found), list(marks.starts), list(marks.seconds), []


def long(text: str) -> object:
    """Return what the long road makes of it."""
    lines = Lines(SourceFile("a.yaml", text))
    marks, problems = Marks(lines), Problems(lines)
    found = list(Builder(marks, problems, WANTS).documents(parse(text)))
    return repr(found), list(marks.starts), list(marks.seconds), problems.found


_KEYS = st.sampled_from(
    ("a b version flag texts free raw list numbers ratio << " + "'a' \"b\"").split()
)
_SCALARS = st.sampled_from(
    (
        *("", "1", "-7", "0.5", "true", "null", "~", "'1'", '"true"', "ä b", "a!b"),
        *("x #y", "x # y", "&n x", "*n", "!t x", "a&b", "{{1}}", "'{{1}}!'", "a{b}!c"),
        *(
            "$",
            "'${var:x}'",
            "|-\n  a\n\n  b",
            ">\n  c",
            '"\\u0041"',
            "\u2028",
            "\u00a0",
            "\x07",
            "@",
        ),
    )
)
_FLOW = st.recursive(
    _SCALARS,
    lambda below: st.one_of(
        st.lists(below, max_size=3).map(lambda items: f"[{', '.join(items)}]"),
        st.lists(st.tuples(_KEYS, below), max_size=3).map(
            lambda pairs: "{" + ", ".join(f"{k}: {v}" for k, v in pairs) + "}"
        ),
    ),
    max_leaves=6,
)
_BLOCK = st.recursive(
    _FLOW.map(lambda value: f" {value}"),
    lambda below: st.one_of(
        st.lists(below, min_size=1, max_size=3).map(
            lambda items: "\n" + "\n".join(f"-{item}" for item in items)
        ),
        st.lists(st.tuples(_KEYS, below), min_size=1, max_size=3).map(
            lambda pairs: "\n" + "\n".join(f"{k}:{v}" for k, v in pairs)
        ),
    ).map(lambda block: block.replace("\n", "\n  ")),
    max_leaves=6,
)
_TEXTS = st.lists(
    st.lists(st.tuples(_KEYS, _BLOCK), max_size=4).map(
        lambda pairs: "".join(f"{k}:{v}\n" for k, v in pairs)
    ),
    min_size=1,
    max_size=2,
).map("---\n".join)


@given(_TEXTS)
@example("raw: {a: 1, b: [true, {c: 0.5}]}\ntexts: {free: {a: 1}, a: 1}\n")
@example("list: {numbers: [1, [2, x], {ratio: 1.5}]}\nversion: 1\n")
def test_both_roads_lead_to_the_same(text: str) -> None:
    """Whatever the short road makes of a text, the long one makes as well."""
    found = short(text)
    assert found is None or found == long(text)


@pytest.mark.parametrize(
    "file", FILES, ids=lambda file: str(file.relative_to(TESTS.parent))
)
def test_both_roads_lead_to_the_same_file(file: Path) -> None:
    """So it is with all files that are here."""
    text = file.read_text(encoding="utf-8")
    found = short(text)
    assert found is None or found == long(text)


def test_usual_files_take_the_short_road() -> None:
    """Comments, quotes, blocks, exclamation marks and accents are nothing odd."""
    text = """\
# what a comment says
version: 1
message_templates:
  - name: hello
    text: |-
      Olá {{1}}! You & me: 100 %
    more: ['a', "b", c-d]
---
list: {numbers: [1, 2]}
"""
    assert short(text) == long(text)
    assert short(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "a: &n x",
        "&n a: x",
        "a: [!t x]",
        "!t\na: x",
        "a: *n",
        'a: "\\x41"',
        "a: 'x\u2028y'",
        "a: 'x\u202ey'",
        "a: x #y",
        "a:\n  x\n  # {{1}} y",
        "a: 1\na: 2",
        "<<: {a: 1}",
        f"{'k' * (MAX_KEY_CHARACTERS + 1)}: x",
        "{? [a] : b}",
        "a: [",
        "a: {b: [c}",
        "- a",
        "a",
        "--- a",
        "a: {b: " + "[" * (MAX_DEPTH - 1) + "]" * (MAX_DEPTH - 1) + "}",
        "a: " + "{a: " * MAX_DEPTH + "}" * MAX_DEPTH,
    ],
)
def test_what_is_odd_takes_the_long_road(text: str) -> None:
    """What only the long road can judge is left to it."""
    assert short(text) is None


def test_depth_up_to_the_limit_is_nothing_odd() -> None:
    """The deepest that may be takes the short road."""
    text = "a: " + "[" * (MAX_DEPTH - 1) + "]" * (MAX_DEPTH - 1)
    assert short(text) == long(text)
    assert short(text) is not None


@given(_TEXTS)
def test_a_text_has_no_more_nodes_than_were_estimated(text: str) -> None:
    """A text that is let through with n nodes left has at most n."""
    found = short(text)
    if found is not None:
        marks = Marks(Lines(SourceFile("a.yaml", text)))
        PlainBuilder(marks, WANTS).documents()
        assert not looks_plain(text, len(marks.starts) - 1)


@given(_TEXTS)
@example("a: '${var:x}'\n")
@example('a: "\\u0024{var:x}"\n')
@example("a: '$''{'\n")
def test_a_literal_document_holds_no_variable(text: str) -> None:
    """Texts of a document that is said to be literal need no filling in."""
    for document in read(text.encode(), "a.yaml", WANTS).documents:
        assert not (document.literal and "${" in repr(document.value))


def test_a_usual_document_is_literal() -> None:
    """A price before a variable of Meta's is the only thing that looks alike."""
    found = [
        read(text, "a.yaml", WANTS).documents[0].literal
        for text in (b"a: Hi {{1}}!", b"a: $ {{1}}", b"a: ${var:x}")
    ]
    assert found == [True, True, False]
