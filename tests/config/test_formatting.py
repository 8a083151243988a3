"""What wa-sync fmt does to a file, one habit at a time."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from wa_sync.config import formatting
from wa_sync.config.formatting import NotTheSame, formatted
from wa_sync.config.order import Order
from wa_sync.config.reader import read
from wa_sync.workflow.load import schema, wants


TYPED = """\

# top


# of version
version: 1   # after version


message_templates:

# unindented
- name: a      # of name
  language: no
  # of components
  components:
  - {type: HEADER,format: TEXT, text: 12:30}   # of flow
  # of body
  - text: |2  # of header
       Hi {{1}},

      bye
    # after block
    type: BODY
    example: [Ana,   # inside brackets
    [
      A-1042
      ]]
  -   type: FOOTER
      text: >-
        folded line one
         two

    # inside components
  allow_category_change: true
  # inside entry
  category:
    # of category
    UTILITY

# of the section
business_profile:    # of profile
   about: some plain
       text  that

       goes on
   description: "in quotes \\
     too"
   email:   # empty
# at the end
"""
FORMATTED = """\
# top

# of version
version: 1   # after version

message_templates:
  # unindented
  - name: a      # of name
    language: "no"
    # inside entry
    category:
      # of category
      UTILITY
    allow_category_change: true
    # of components
    components:
      - {type: HEADER, format: TEXT, text: "12:30"}   # of flow
      # of body
      -
        # after block
        type: BODY
        text: |2  # of header
           Hi {{1}},

          bye
        example: [Ana,   # inside brackets
            [
              A-1042
            ]]
      - type: FOOTER
        text: >-
          folded line one
           two

      # inside components

# of the section
business_profile:    # of profile
  about: some plain
    text  that

    goes on
  description: "in quotes \\
    too"
  email:   # empty
# at the end
"""


def form(text: str) -> str:
    """Format a text that has to be valid."""
    reading = read(text.encode(), "a.yaml", wants())
    assert not reading.diagnostics, reading.diagnostics
    return formatted(reading.documents, wants(), Order(schema()))


def test_a_whole_file() -> None:
    """A file as people type it gets one layout, and keeps every comment."""
    assert form(TYPED) == FORMATTED
    assert form(FORMATTED) == FORMATTED


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("message_templates: []\nversion: 1", "version: 1\nmessage_templates: []\n"),
        ("removed: []\naccounts:\n  b: {}\n  a: {}\n",) * 2,
        (
            "# a\n\nremoved: []\n# b\nversion: 1\n",
            "# a\n\n# b\nversion: 1\nremoved: []\n",
        ),
        (
            "removed:\n-\n  message_template: a/b\n",
            "removed:\n  - message_template: a/b\n",
        ),
        ("removed:\n- - a\n  - b\n", "removed:\n  - - a\n    - b\n"),
        ("removed: # x\n\n  - a\n\n\n  - b\n\n", "removed: # x\n  - a\n\n  - b\n"),
        ("removed: []\t# x\n", "removed: []  # x\n"),
        ("removed:\n- # x\n  a: b\n", "removed:\n  - # x\n    a: b\n"),
        ("removed:\n- a:\t'b'\n  no: c\n", "removed:\n  - a: 'b'\n    \"no\": c\n"),
    ],
    ids=[
        "sections",
        "names",
        "above",
        "dash",
        "lists",
        "lines",
        "tab",
        "behind",
        "quotes",
    ],
)
def test_blocks(typed: str, written: str) -> None:
    """Version comes first, the sections stay; entries stand in two blanks a level."""
    assert form(typed) == written
    assert form(written) == written


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("a: b\n---\nc: d\n",) * 2,
        ("%YAML 1.1\n--- # x\n\na: b\n", "%YAML 1.1\n--- # x\na: b\n"),
        ("a: b # x\n\n...\n# y\n\n---   # z\nc: d\n",) * 2,
        ("---\n---\na: b\n...", "---\n---\na: b\n...\n"),
        ("--- {a: b}\n", "---\n{a: b}\n"),
        ("a:\n  - b\n  # x\n# y\n---\nc: d\n",) * 2,
        ("a: |+\n  b\n\n\n---\nc: |+\n  d\n\n\n",) * 2,
    ],
    ids=["two", "directive", "between", "empty", "brackets", "comments", "kept"],
)
def test_documents(typed: str, written: str) -> None:
    """Markers, directives and the comments around them stay where they are."""
    written = written.replace("# x\n\n...", "# x\n...")
    assert form(typed) == written
    assert form(written) == written


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ('a: {"b":1,c: [ 2,"3" ]}\n', 'a: {"b": 1, c: [2, "3"]}\n'.replace("1", '"1"')),
        ("a: [ ]\nb: { }\n", "a: []\nb: {}\n"),
        ("a: [b:  c,d]\n", "a: [b:  c, d]\n"),
        ("a: {b, c: }\n",) * 2,
        ("a: {? b : c}\n",) * 2,
        (
            'a: {\n"b": [\n1, 2],\n# x\n\n"c": "d\n  e"  \n}\n',
            'a: {\n    "b": [\n      1, 2],\n    # x\n\n    "c": "d\n    e"\n  }\n',
        ),
        ("{\n'a':\n[{\n}]}\n", "{\n  'a':\n  [{\n    }]}\n"),
    ],
    ids=["one-line", "empty", "pair", "bare", "question", "lines", "root"],
)
def test_brackets(typed: str, written: str) -> None:
    """Brackets on one line get one spacing; over several lines, one indentation."""
    written = written.replace('[2, "3"]', '["2", "3"]')
    assert form(typed) == written
    assert form(written) == written


@pytest.mark.parametrize(
    "text",
    [
        "message_templates:\n  - &x\n    text: a\n    type: b\n  - *x\n",
        "message_templates:\n  - &x {text: a, type: b}\n  - {<<: *x, name: b}\n",
        "message_templates:\n  - components: &x [a]\n    name: *x\n",
        "a: &x b\nc: *x\nversion: 1\n",
        "a: &x yes\nb: &y\nc: [*x, *y]\n".replace("yes", '"yes"'),
    ],
    ids=["block", "merged", "fields", "sections", "scalars"],
)
def test_anchors(text: str) -> None:
    """Nothing that is tied to another place by an anchor changes its place."""
    assert form(text) == text


def test_a_question_mark() -> None:
    """A mapping with a key behind a question mark is only moved."""
    odd = "      ? c\n      :   d\n      # x\n\n      ? |\n       e\n      : f\n"
    assert form(f"a:\n-  b:\n{odd}") == f"a:\n  - b:\n{odd}"
    assert form("a:\n-   ? b\n    : c\n# x\n") == "a:\n  - ? b\n    : c\n# x\n"
    assert form("? a\n: b # x\n") == "? a\n: b # x\n"


def test_values_keep_their_types() -> None:
    """What is no text to wa-sync gets no quotes; a key that may be mistaken does."""
    text = "accounts:\n  on:\n    waba_id: 102\n    limits: {max_deletes: 1}\n"
    assert form(text) == (
        'accounts:\n  "on":\n    waba_id: "102"\n    limits: {max_deletes: 1}\n'
    )


def test_separators_and_split_pairs() -> None:
    """Characters that YAML would break lines at stay, as escapes of halves do."""
    text = 'a: b\u2028c # x\u2029y\nd: "\\ud83d\\ude00"\n'
    assert form(text) == text


def test_a_wrong_layout_is_never_returned(monkeypatch: pytest.MonkeyPatch) -> None:
    """A text that says something else, or has lost a comment, is refused."""

    def spoiled(text: str, values: Sequence[object], order: Order) -> str:
        del values, order
        return text.replace("a", "b") if "#" not in text else "x: a\n"

    monkeypatch.setattr(formatting, "laid_out", spoiled)
    with pytest.raises(NotTheSame, match="would not say the same"):
        form("x: a\n")
    with pytest.raises(NotTheSame, match="a comment"):
        form("x: a  # b\n")


def test_the_last_field_moves_up() -> None:
    """Comments beside and below the last field stay with it when it moves."""
    typed = (
        "business_profile:\n  vertical: A # x\n  description:\n    - |\n      b\n"
        "    # y\n  about: c # z\n# w\n"
    )
    written = (
        "business_profile:\n  about: c # z\n  description:\n    - |\n      b\n"
        "    # y\n  vertical: A # x\n# w\n"
    )
    assert form(typed) == written
