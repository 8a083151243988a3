"""One value becomes another, and the rest of the file stays as it was typed."""

from __future__ import annotations

import difflib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.commented import ENTRIES, comments, typed

from wa_sync.canonical import equal
from wa_sync.config.amend import settled
from wa_sync.config.reader import read
from wa_sync.config.rewrite import CannotRewrite, rewritten
from wa_sync.config.wants import Wants
from wa_sync.model.source import Json, Pointer, SourceFile, Span, array, at


BOOLEAN = frozenset({"boolean"})
WANTS: Wants = {"message_templates": {"allow_category_change": BOOLEAN}}
FILE = """\
version: 1
message_templates:
# one
- name: a      # name comment
  language: en_US
  components:
  - {type: HEADER, format: TEXT, text: Hello}   # flow comment
  # above body
  - type: BODY
    text: |  # header comment
      Hi {{1}},

      bye
    # after block
    example: [Ana,   # inside flow
      A-1042]
  -   type: FOOTER
      text: "foo"  # tail
  category: UTILITY # cat

  # trailing in entry
- language: yes
  name: 12:30
---
# the second document
message_templates:
  - {name: b, language: de}
"""


def values(text: str) -> list[Json]:
    """Return what the documents of a file declare."""
    reading = read(text.encode(), "a.yaml", WANTS)
    assert not reading.diagnostics
    return [document.value for document in reading.documents]


def changed(text: str, pointer: Pointer, after: Json, line: int = 1) -> list[str]:
    """Return the lines that came and went when one value was changed."""
    span = Span(SourceFile("a.yaml", text), line, 1, line, 1)
    new = rewritten(span, pointer, after, WANTS)
    lines = difflib.unified_diff(text.split("\n"), new.split("\n"), n=0, lineterm="")
    return [line for line in lines if not line.startswith(("---", "+++", "@@"))]


ENTRY = at(values(FILE)[0], ("message_templates", 0))
COMPONENTS: Pointer = ("message_templates", 0, "components")


def test_equal_changes_nothing() -> None:
    """A value that says the same, but for blanks at its end, changes no character."""
    same = at(values(FILE)[0], COMPONENTS)
    assert changed(FILE, COMPONENTS, same) == []
    assert changed(FILE, (*COMPONENTS, 1, "text"), "Hi {{1}},\n\nbye") == []


@pytest.mark.parametrize(
    ("pointer", "after", "lines"),
    [
        (
            (0, "text"),
            "Bye",
            ["  - {type: HEADER, format: TEXT, text: Bye}   # flow comment"],
        ),
        ((2, "text"), "bar", ['      text: "bar"  # tail']),
        ((2, "text"), "a\nb", ["      text: |-  # tail", "        a", "        b"]),
        ((1, "text"), "Hey", ["      Hey"]),
        ((1, "text"), "\tHey", ['    text: "\\tHey"  # header comment']),
        ((1, "example"), ["Ana", "no"], ['      "no"]']),
        ((2, "new"), "x", ["      new: x"]),
    ],
    ids=["flow", "quoted", "quoted-to-block", "block", "from-block", "list", "added"],
)
def test_a_value_keeps_its_style(
    pointer: Pointer, after: Json, lines: list[str]
) -> None:
    """A text keeps its quotes or its block where it fits, and its comment always."""
    found = changed(FILE, (*COMPONENTS, *pointer), after)
    assert [line[1:] for line in found if line.startswith("+")] == lines


def test_items_come_and_go_where_they_belong() -> None:
    """An item that comes or goes leaves its neighbours and their comments alone."""
    items = array(at(values(FILE)[0], COMPONENTS))
    new = {"type": "FOOTER", "text": "x: y"}
    assert changed(FILE, COMPONENTS, [items[0], new, *items[1:]]) == [
        "+  - type: FOOTER",
        '+    text: "x: y"',
    ]
    assert changed(FILE, COMPONENTS, [items[1], items[2]]) == [
        "-  - {type: HEADER, format: TEXT, text: Hello}   # flow comment"
    ]


def test_the_first_field_goes() -> None:
    """The field on the line of the dash can go; the next takes its place there."""
    after = {"name": "12:31"}
    assert changed(FILE, ("message_templates", 1), after) == [
        "-- language: yes",
        "-  name: 12:30",
        '+- name: "12:31"',
    ]


def test_the_first_field_goes_above_a_comment() -> None:
    """The comment below a field that went stays a comment of the next one."""
    text = "a:\n  - b: 1 # x\n    # of c\n    c: 2\n"
    assert changed(text, ("a", 0), {"c": "2"}) == ["-  - b: 1 # x", "+  -"]


def test_all_the_fields_become_others() -> None:
    """A mapping of which no field stays is written anew."""
    assert changed("a:\n  - b: c\n", ("a", 0), {"d": "e"}) == ["-  - b: c", "+  - d: e"]


def test_fields_come_in_their_order() -> None:
    """New fields stand behind the one that they follow, or before the first."""
    after: Json = {"x": "1", "b": "c", "w": {"z": ["2"]}}
    assert changed("a:\n  - b: c # d\n", ("a", 0), after) == [
        "-  - b: c # d",
        '+  - x: "1"',
        "+    b: c # d",
        "+    w:",
        '+      z: ["2"]',
    ]


def test_brackets_take_and_lose_fields() -> None:
    """Between brackets fields come and go as well, at either end and in the middle."""
    text = "a: {b: 1, c: 2, d: 3}\n"
    cases: list[tuple[Json, str]] = [
        ({"c": "2"}, "{c: 2}"),
        ({"b": "1"}, "{b: 1}"),
        ({"x": "w", "b": "2", "e": {"f": ["g"]}}, '{x: w, b: "2", e: {f: [g]}}'),
        ({"d": "x, y"}, '{d: "x, y"}'),
        ({}, "{}"),
    ]
    for after, written in cases:
        assert changed(text, ("a",), after) == [f"-{text[:-1]}", f"+a: {written}"]


def test_a_field_that_was_empty() -> None:
    """A value comes behind a colon that had none."""
    assert changed("a:\n  b:  # c\n  d: e\n", ("a", "b"), "x") == [
        "-  b:  # c",
        "+  b: x  # c",
    ]


def test_comments_between_a_key_and_its_value_stay() -> None:
    """What was written below a key stays above its new value."""
    text = "a:  # x\n  # y\n  - b  # z\n"
    assert changed(text, ("a",), "c") == ["-  - b  # z", "+  # z", "+  c"]


def test_what_a_text_is_not() -> None:
    """A boolean is written as one where the schema wants one."""
    text = "message_templates:\n- name: a\n"
    entry: Json = {"name": "a", "allow_category_change": True}
    assert changed(text, ("message_templates", 0), entry) == [
        "+  allow_category_change: true"
    ]


def test_a_section_that_was_not_there() -> None:
    """A last step that names nothing yet adds it, even where no line feed is."""
    assert changed("version: 1", ("business_profile",), {"about": "Hi"}) == [
        "+business_profile:",
        "+  about: Hi",
    ]


def test_the_document_of_the_place() -> None:
    """Of several documents in a file, the one is changed that the place is in."""
    line = FILE.split("\n").index("# the second document") + 2
    assert changed(FILE, ("message_templates", 0, "name"), "c", line) == [
        "-  - {name: b, language: de}",
        "+  - {name: c, language: de}",
    ]


@pytest.mark.parametrize(
    ("text", "pointer"),
    [
        ("a: &x {b: c}\nd: *x\n", ("a", "b")),
        ("a: &x {b: c}\nd: *x\n", ("d", "b")),
        ("a: &x {b: c}\nd: {<<: *x}\n", ("d", "b")),
        ("a: &x {b: c}\nd: *x\n", ("a",)),
        ("? a\n: {b: c}\n", ("a", "b")),
        ("a: {b: c\n", ("a", "b")),
    ],
    ids=["shared", "alias", "merged", "anchor", "question-mark", "invalid"],
)
def test_what_cannot_be_changed_alone(text: str, pointer: Pointer) -> None:
    """A value that others share, or that stands elsewhere, is not changed."""
    with pytest.raises(CannotRewrite):
        changed(text, pointer, "x")


def test_an_alias_is_written_out() -> None:
    """The place of an alias can take a value of its own; its anchor needs another."""
    text = "a: &x {b: c}\nd: *x\ne: *x\n"
    assert changed(text, ("d",), {"b": "f"}) == ["-d: *x", "+d:", "+  b: f"]


@given(before=ENTRIES, after=ENTRIES, data=st.data())
def test_any_value_becomes_any_other(
    before: dict[str, Json], after: dict[str, Json], data: st.DataObject
) -> None:
    """However a file is typed, it says the new value, and no comment elsewhere goes."""
    value: dict[str, Json] = {"kept": before, "list": [before, {"name": "other"}]}
    text = data.draw(typed(value))
    span = Span(SourceFile("a.yaml", text), 1, 1, 1, 1)
    new = rewritten(span, ("list", 0), after, WANTS)
    (found,) = values(new)
    expected: Json = {**value, "list": [after, {"name": "other"}]}
    assert equal(settled(found), settled(expected))
    kept = [note for note in comments(text) if note in comments(new)]
    assert kept == comments(new)
