from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wa_sync.kinds.message_template.preview.markup import Parsed, Stretch, read
from wa_sync.model.bubble import Mark, Shape


SIGNS = "*_~`"
TEXTS = st.text(st.sampled_from("ab 1.->é…" + SIGNS + "\n\t"), max_size=40)
PLAIN = frozenset[Mark]()


def shown(text: str) -> str:
    """What is shown, in a notation of its own: ``b(…)`` for bold, lines by ``/``."""
    return "/".join(
        line.shape.name[0] * (line.shape is not Shape.PLAIN)
        + line.number
        + "".join(_one(text, stretch) for stretch in line.stretches)
        for line in read(text)
    )


_LETTERS = {
    Mark.BOLD: "b",
    Mark.ITALIC: "i",
    Mark.STRUCK: "s",
    Mark.MONO: "m",
    Mark.CODE: "c",
}


def _one(text: str, stretch: Stretch) -> str:
    inside = text[stretch.start : stretch.end]
    letters = "".join(sorted(_LETTERS[mark] for mark in stretch.marks))
    return f"{letters}({inside})" if letters else inside


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("*bold* _italic_ ~struck~", "b(bold) i(italic) s(struck)"),
        ("```mono``` `code`", "m(mono) c(code)"),
        ("*two words*", "b(two words)"),
        ("*_both_* _*both*_", "bi(both) bi(both)"),
        ("*a _b_ c*", "b(a )bi(b)b( c)"),
        ("~*_all_*~", "bis(all)"),
        ("(*a*), *b*!", "(b(a)), b(b)!"),
        ("*a* and *b*", "b(a) and b(b)"),
        # not at the border of a word
        ("a*b*c", "a*b*c"),
        ("*a*b", "*a*b"),
        ("snake_case_name", "snake_case_name"),
        ("2*3*4", "2*3*4"),
        # nothing between, or a blank at the border
        ("**", "**"),
        ("* a*", "Ba*"),
        ("x * a*", "x * a*"),
        ("*a *", "*a *"),
        ("_ _", "_ _"),
        ("****", "****"),
        ("**a**", "*b(a)*"),
        ("*a *b*", "b(a *b)"),
        # never across lines, never overlapping
        ("*a\nb*", "*a/b*"),
        ("`a\nb`", "`a/b`"),
        ("*a _b* c_", "b(a _b) c_"),
        ("*a", "*a"),
        ("*a _b_", "*a i(b)"),
        # nothing is read in what is meant literally
        ("```*a*```", "m(*a*)"),
        ("`_a_`", "c(_a_)"),
        ("*a `b* c` d*", "b(a )bc(b* c)b( d)"),
        ("```a\n> b\n- c```", "m(a)/m(> b)/m(- c)"),
        ("```a`b```", "m(a`b)"),
        ("``` ```", "``` ```"),
        ("` `", "` `"),
        ("```", "```"),
        ("```a", "```a"),
        # lines that are something
        ("> said\nnot", "Qsaid/not"),
        ("- a\n* b", "Ba/Bb"),
        ("1. a\n23. *b*", "N1a/N23b(b)"),
        (">a\n-a\n1.a", ">a/-a/1.a"),
        ("> \n- ", "> /- "),
        (">   \nx", ">   /x"),
        ("1234. a", "1234. a"),
        ("a > b", "a > b"),
        ("", ""),
        ("\n\na", "//a"),
    ],
)
def test_examples(text: str, expected: str) -> None:
    """A body is set as the apps set it."""
    assert shown(text) == expected


@given(TEXTS)
def test_no_text_is_lost(text: str) -> None:
    """What is not shown is signs, line ends, and what makes a line an item."""
    at = 0
    for raw, line in zip(text.split("\n"), read(text), strict=True):
        kept = {place for one in line.stretches for place in range(one.start, one.end)}
        begun = _begun(line)
        assert raw[:begun] in {"", "> ", "- ", "* ", f"{line.number}. "}
        for place, char in enumerate(raw[begun:], at + begun):
            assert place in kept or char in SIGNS
        at += len(raw) + 1


def _begun(line: Parsed) -> int:
    """How many characters make the line an item."""
    return 0 if line.shape is Shape.PLAIN else len(line.number) + 2


@given(TEXTS)
def test_stretches_follow_each_other(text: str) -> None:
    """Stretches are in order, on one line, not empty, and unlike their neighbours."""
    for line in read(text):
        end = -1
        before = None
        for one in line.stretches:
            assert one.start < one.end
            assert one.start >= end
            assert "\n" not in text[one.start : one.end]
            assert (one.start, one.marks) != (end, before)
            end, before = one.end, one.marks


@given(st.text(st.characters(exclude_characters="*_~`>-.\n"), max_size=40))
def test_a_text_without_signs_is_itself(text: str) -> None:
    """Where nobody wrote a sign, nothing is set and nothing is missing."""
    expected = (Stretch(0, len(text), PLAIN),) if text else ()
    assert read(text) == (Parsed(expected),)


@given(st.sampled_from("*_~"), st.text("ab", min_size=1, max_size=9))
def test_a_word_between_signs_is_set(sign: str, word: str) -> None:
    """A word between two signs is set, alone and inside what is set otherwise."""
    mark = Mark(sign)
    assert read(f"{sign}{word}{sign}")[0].stretches == (
        Stretch(1, len(word) + 1, frozenset({mark})),
    )


@pytest.mark.parametrize("piece", ["*a ", "_*~", "`a ", "` ", "```a ", "*a_ ", "> *"])
def test_long_texts_are_read_whole(piece: str) -> None:
    """However many signs nothing closes, each text is read, and none of it is lost."""
    text = piece * 4_000
    kept = sum(one.end - one.start for line in read(text) for one in line.stretches)
    assert kept + sum(map(text.count, "*_~`>")) >= len(text) - len(piece)
