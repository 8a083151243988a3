from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import hostile
from support.markdown import code_of, nodes

from wa_sync.render.sinks.markdown import Markdown, cell, cut, fence
from wa_sync.render.sinks.terminal import Text


TEXTS = st.text(st.sampled_from("`` \\ab\n|*_<>@#[]()!~-:"), max_size=30) | st.text(
    max_size=30
)


class TestSpan:
    """A text of others is a code span."""

    @pytest.mark.parametrize(
        ("text", "span"),
        [
            ("a", "`a`"),
            ("a`b", "``a`b``"),
            ("`", "`` ` ``"),
            ("`a", "`` `a ``"),
            ("a`", "`` a` ``"),
            (" a ", "`  a  `"),
            (" a", "` a`"),
            ("", "` `"),
            ("  ", "`  `"),
            ("a\nb\t", "`a↵b⇥`"),
            ("\u202ea", "`‹U+202E›a`"),
            ("::error::x", "`\\::error::x`"),
        ],
    )
    def test_examples(self, text: str, span: str) -> None:
        """The ticks are more than inside, and blanks at the ends are kept."""
        assert Markdown.escape(text) == span

    @given(TEXTS)
    def test_it_says_what_the_terminal_says(self, text: str) -> None:
        """Rendered, the span is one code node with the text in it."""
        shown = nodes(f"before {Markdown.escape(text)} after")
        assert [node.type for node in shown if node.type != "text"] == ["code_inline"]
        assert code_of(shown) == [str(Text.escape(text)) or " "]

    @given(TEXTS)
    def test_in_a_table_it_stays_in_its_cell(self, text: str) -> None:
        """A bar ends no cell."""
        shown = nodes(f"| a | b |\n|---|---|\n| {cell(text)} | x |\n")
        cells = [node for node in shown if node.type == "td_open"]
        assert len(cells) == 2
        assert code_of(shown) == [
            str(Text.escape(text.replace("|", "‹U+007C›"))) or " "
        ]


class TestFence:
    """A text of several lines is a block."""

    @given(TEXTS)
    def test_it_says_what_the_terminal_says(self, text: str) -> None:
        """Rendered, the block is one fence that holds every line."""
        (block,) = nodes(str(fence(text, "text")))
        assert (block.type, block.info) == ("fence", "text")
        lines = [str(Text.escape(line)) for line in text.split("\n")]
        assert block.content == "\n".join(lines) + "\n"

    def test_it_is_longer_than_what_is_inside(self) -> None:
        """A run of backticks does not end the block."""
        assert fence("a\n````\nb") == "`````\na\n````\nb\n`````"
        assert fence("a") == "```\na\n```"

    @pytest.mark.parametrize("poison", hostile.POISONS, ids=ascii)
    def test_no_runner_finds_a_command(self, poison: str) -> None:
        """A summary that is printed to a log does nothing there."""
        assert list(hostile.commands(str(fence(poison)))) == []


class TestCut:
    """Texts are cut by bytes."""

    @given(st.text(max_size=40), st.integers(0, 60))
    def test_it_fits_and_says_so(self, text: str, octets: int) -> None:
        """What is left is a beginning of the text, short enough, and marked."""
        left = cut(text, octets)
        assert len(left.encode()) <= octets or left == text
        assert left == text or text.startswith(left.removesuffix("…"))

    @pytest.mark.parametrize(
        ("text", "octets", "left"),
        [
            ("abcdef", 6, "abcdef"),
            ("abcdefg", 6, "abc…"),
            ("ééé", 5, "é…"),
            ("aae\u0301bcd", 7, "aa…"),
            ("a👩\u200d👧b", 11, "a…"),
            ("a👍🏽bcdef", 11, "a…"),
            ("abc", 2, ""),
        ],
    )
    def test_characters_stay_whole(self, text: str, octets: int, left: str) -> None:
        """No end inside a letter or between a letter and its accent."""
        assert cut(text, octets) == left

    @given(st.text(st.sampled_from("e\u0301\u200d👩🏽x"), max_size=20))
    def test_nothing_dangles(self, text: str) -> None:
        """What follows the cut never belonged to what is before it."""
        left = cut(text, 20)
        if left != text:
            following = text[len(left) - 1]
            kept = left.removesuffix("…")
            assert not kept or not unicodedata.category(following).startswith("M")
