from __future__ import annotations

import json
from pathlib import Path

import pytest
from support.readings import WANTS, covered, reading

from wa_sync.config import syntax
from wa_sync.config.budgets import MAX_FILE_BYTES, MAX_PROBLEMS, Budget
from wa_sync.config.reader import read
from wa_sync.model.finding import Diagnostic
from wa_sync.model.source import Span


HERE = Path(__file__).parent
REFUSED = sorted((HERE / "refused").glob("*.yaml"))


def said(diagnostic: Diagnostic) -> tuple[str, str]:
    """Return a diagnostic's rule, and the text that its span covers."""
    assert diagnostic.span is not None
    return diagnostic.finding.rule, covered(diagnostic.span)


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.stem)
def test_refused(case: Path) -> None:
    """Each file breaks the one rule that it is named after, with a place in it."""
    found = read(case.read_bytes(), case.name, WANTS).diagnostics
    assert [d.finding.rule for d in found] == [case.stem]
    assert found[0].span is not None
    assert found[0].span.file.path == case.name


def test_texts_are_what_was_typed() -> None:
    """A text is the text typed; only where a type is wanted is there another one."""
    result = read((HERE / "typed.yaml").read_bytes(), "typed.yaml", WANTS)
    assert result.diagnostics == ()
    assert [document.value for document in result.documents] == [
        json.loads((HERE / "typed.json").read_text(encoding="utf-8"))
    ]


@pytest.mark.parametrize(
    ("text", "rule", "place", "hint"),
    [
        ("{text: Hi {{1}}}", "yaml_syntax", "{", "YAML takes a bare { for its own"),
        ("a: {{1}}", "yaml_key", "{", "YAML takes a bare { or [ for its own"),
        ("a: [{{1}}, b]", "yaml_key", "{", "YAML takes a bare { or [ for its own"),
        ("a: *Sale* now", "yaml_syntax", "*", "YAML takes * for an alias"),
        ("- *Sale*", "yaml_syntax", "*", "YAML takes * for an alias"),
        ("a: @me", "yaml_syntax", "@", "no YAML text begins so"),
        ("a: `me", "yaml_syntax", "`", "no YAML text begins so"),
        ("a: %5", "yaml_syntax", "%", "no YAML text begins so"),
        ("a: Note: x: y", "yaml_syntax", ":", "': ' begins a value"),
        ("a:\n\t- b", "yaml_syntax", "\t", "indent with spaces"),
        ("a: 'It's'", "yaml_syntax", "s", "write '' for a ' inside single quotes"),
        ('a: "Hi" there', "yaml_syntax", "t", "quote the whole text"),
        ("a: [b\nc: d", "yaml_syntax", ":", "a quote or a bracket is not closed"),
        ('a: "b', "yaml_syntax", "", "a quote or a bracket is not closed"),
        ("*a : b", "yaml_key", "*", "to begin a text with *, put it in quotes"),
        ('"\\Uffffffff": b', "yaml_escape", "f", "write the character itself"),
    ],
)
def test_hints(text: str, rule: str, place: str, hint: str) -> None:
    """What YAML itself refuses comes with the way to write it."""
    (diagnostic,) = reading(text).diagnostics
    assert said(diagnostic) == (rule, place)
    assert (diagnostic.finding.hint or "").startswith(hint)


@pytest.mark.parametrize(
    ("text", "comment"),
    [
        ("a: Order #{{1}} is", "#{{1}} is"),
        ("a: Order # {{1}} is", "# {{1}} is"),
        ("a: Order\t#1", "#1"),
        ("a: Order #", "#"),
        ("a: [b #1\n]", "#1"),
        ("a:\n  Your order\n  #{{1}} thanks", "#{{1}} thanks"),
        ("a:\n  Your order\n\n   #1 thanks\n", "#1 thanks"),
        ("a: Your order\n  # {{1}} thanks", "# {{1}} thanks"),
        ("a:\n- Your order\n #1", "#1"),
        ("a: [Your order\n#1\n]", "#1"),
    ],
)
def test_cut_by_comment(text: str, comment: str) -> None:
    """A comment that looks like the rest of a text is refused, and shown."""
    assert [said(d) for d in reading(text).diagnostics] == [
        ("text_cut_by_comment", comment)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "a: b # c",
        "a: 'b' #{{1}}",
        "version: 1 #why",
        "a: |- #c\n  b #{{1}}\n",
        "a: b#c",
        "a: b\n#c: {{1}}\nd: e",
        "a:\n  - b\n  #- {{1}}\n",
        "a:\n  - b: c\n    #d: {{1}}\n",
        "a: b\n  #\n  # c\n",
    ],
)
def test_honest_comments(text: str) -> None:
    """A comment with a space, or behind what it cannot cut, is a comment."""
    assert reading(text).diagnostics == ()


def test_all_at_once() -> None:
    """A file's mistakes are all told, in the order of the file."""
    text = "a: x #1\nb: !t c\na: d\ne: *f\ng: x\u202ey\nh: {{1}}\n"
    assert [said(d) for d in reading(text).diagnostics] == [
        ("text_control_character", "\u202e"),
        ("text_cut_by_comment", "#1"),
        ("yaml_tag", "!t c"),
        ("yaml_duplicate_key", "a"),
        ("yaml_unknown_alias", "*f"),
        ("yaml_key", "{"),
    ]


def test_duplicate_key_shows_both_places() -> None:
    """The message leads to the first of two equal keys, the span to the second."""
    (diagnostic,) = reading('a:\n  "b": 1\n  c: 2\n  b: 3\n').diagnostics
    assert diagnostic.finding.message == (
        "'b' is written twice: also in line 2, column 3"
    )
    assert diagnostic.span is not None
    assert diagnostic.span == Span(diagnostic.span.file, 4, 3, 4, 4)


def test_problems_are_counted() -> None:
    """A file that is nothing but mistakes does not fill the screen."""
    found = reading("a: b\n" * 5_000).diagnostics
    assert len(found) == MAX_PROBLEMS
    raw = reading("a: b" + "\u202e" * 5_000).diagnostics
    assert len(raw) == MAX_PROBLEMS


def test_merge_keys() -> None:
    """Merged keys yield to written ones; earlier mappings yield to none."""
    text = (
        "base: &b {x: 1, y: 2}\nmore: &m {y: 3, z: 4}\n"
        "one: {<<: *b, x: 5}\ntwo: {w: 0, <<: [*b, *m]}\n"
        "three: {<<: {v: 1}}\nfour: {'<<': a}\n"
    )
    (document,) = reading(text).documents
    assert document.value == {
        "base": {"x": "1", "y": "2"},
        "more": {"y": "3", "z": "4"},
        "one": {"x": "5", "y": "2"},
        "two": {"w": "0", "x": "1", "y": "2", "z": "4"},
        "three": {"v": "1"},
        "four": {"<<": "a"},
    }
    places = document.places
    assert covered(places.span(("two", "y"))) == "2"
    assert places.span(("two", "y")).line == 1
    assert covered(places.span(("two", "z"), key=True)) == "z"
    assert covered(places.span(("three", "v"))) == "1"


def test_several_documents() -> None:
    """Each document has its values and its places; empty ones do not count."""
    result = reading("a: &x 1\nb: *x\n---\n# nothing\n---\na: 2\n...\n")
    assert [document.value for document in result.documents] == [
        {"a": "1", "b": "1"},
        {"a": "2"},
    ]
    assert [d.places.span(("a",)).line for d in result.documents] == [1, 6]
    assert result.diagnostics == ()


def test_names_end_with_their_document() -> None:
    """An anchor of one document is none in the next."""
    found = reading("a: &x 1\nb: *x\n---\na: *x\n").diagnostics
    assert [said(d) for d in found] == [("yaml_unknown_alias", "*x")]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-16-le", "utf-32"])
def test_other_encodings(encoding: str) -> None:
    """UTF-16 and UTF-32 are named, and not guessed at."""
    (diagnostic,) = read("a: b\n".encode(encoding), "a.yaml", WANTS).diagnostics
    assert (diagnostic.finding.message, diagnostic.finding.hint) == (
        "the file is UTF-16 or UTF-32",
        "save it as UTF-8",
    )


def test_not_utf8_is_placed() -> None:
    """A byte that is no UTF-8 is told by its number, line and column."""
    content = b"\xef\xbb\xbfa: b\r\nc: \xc3\xa9\xc0\xaf\n"
    (diagnostic,) = read(content, "a.yaml", WANTS).diagnostics
    assert diagnostic.finding.message == "the file is not UTF-8: byte 14 (0xC0)"
    assert diagnostic.span is not None
    assert (diagnostic.span.line, diagnostic.span.column) == (2, 5)


def test_newlines() -> None:
    """CRLF, CR and a byte order mark change nothing."""
    plain = reading("a: |\n  b\n\n  c\nd: e\n")
    for newline in ("\r\n", "\r"):
        other = reading("\ufeff" + plain.documents[0].file.text.replace("\n", newline))
        assert other.documents[0].file == plain.documents[0].file
        assert other.documents[0].value == plain.documents[0].value


def test_unicode_separators() -> None:
    """U+2028 and U+2029 break no line; NEL, a C1 character, is refused."""
    (document,) = reading("a: b\u2028c\u2029 d\ne: |-\n  f\u2028g\n").documents
    assert document.value == {"a": "b\u2028c\u2029 d", "e": "f\u2028g"}
    assert document.places.span(("e",), key=True).line == 2
    assert [d.finding.message for d in reading("a: b\x85c").diagnostics] == [
        "the file holds U+0085 NEL, which cannot be seen"
    ]


def test_too_large() -> None:
    """A file beyond the limit is not even decoded."""
    found = read(b"\xff" * (MAX_FILE_BYTES + 1), "a.yaml", WANTS).diagnostics
    assert [d.finding.rule for d in found] == ["file_too_large"]


def test_nodes_are_counted_over_the_project() -> None:
    """What one file takes from the budget is not there for the next."""
    budget = Budget(nodes=8)
    assert read(b"a: [b, c]\n", "a.yaml", WANTS, budget).diagnostics == ()
    assert budget.nodes == 3
    found = read(b"a: [b, c]\n", "b.yaml", WANTS, budget).diagnostics
    assert [d.finding.rule for d in found] == ["too_many_values"]


def test_split_pairs_in_a_large_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """Halves of a character are joined where that is cheap, else refused."""
    text = 'a: "\\ud83d\\ude00"\n'
    assert reading(text).documents[0].value == {"a": "\U0001f600"}
    assert [said(d)[0] for d in reading('a: "\\ud83d\\ude00 \\ud83d"').diagnostics] == [
        "yaml_escape"
    ]
    monkeypatch.setattr(syntax, "MAX_PURE_CHARACTERS", 4)
    assert [said(d)[0] for d in reading(text).diagnostics] == ["yaml_escape"]
    assert reading("a: '\\ud83d\\ude00'").documents[0].value == {"a": r"\ud83d\ude00"}
