from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import hostile

from wa_sync.render.sinks.terminal import Text, cells, line, page
from wa_sync.render.sinks.visible import pieces


class TestTerminal:
    """Text becomes one harmless line."""

    @pytest.mark.parametrize(
        ("text", "shown"),
        [
            ("Hi {{1}}, 50% off!", "Hi {{1}}, 50% off!"),
            ("a\nb\tc\r", "a↵b⇥c‹U+000D›"),
            ("\x1b[31m", "‹U+001B›[31m"),
            ("::error::x", "\\::error::x"),
            ("  ::error::x", "  \\::error::x"),
            ("a ::b:: c", "a ::b:: c"),
            (":) hello", ":) hello"),
            ("x ##[group] ##VSO[y]", "x ##\\[group] ##\\VSO[y]"),
            ("##TeamCity[a", "##\\TeamCity[a"),
            ("section_start:1:a", "section_\\start:1:a"),
            ("section_ends:", "section_ends:"),
            ("\u202eabc\u2066", "‹U+202E›abc‹U+2066›"),
            ("a\u00a0b\u3000c", "a‹U+00A0›b\u3000c"),
            ("\ud800", "‹U+D800›"),
            ("\U0001ffff\ufdd0", "‹U+1FFFF›‹U+FDD0›"),
            ("日本語 é e\u0301 שלום", "日本語 é e\u0301 שלום"),
            ("a\u200db", "a‹U+200D›b"),
            ("\u200c", "‹U+200C›"),
            ("می\u200cخواهم", "می\u200cخواهم"),  # noqa: RUF001
            ("क\u094d\u200dष", "क\u094d\u200dष"),
            ("👩\u200d👧 ❤\ufe0f\u200d🔥", "👩\u200d👧 ❤\ufe0f\u200d🔥"),
            ("1\ufe0f\u20e3", "1\ufe0f\u20e3"),
            ("a\ufe0f!\ufe0f\ufe0f", "a‹U+FE0F›!‹U+FE0F›‹U+FE0F›"),
            ("\ufe0f👧\u200d", "‹U+FE0F›👧‹U+200D›"),
            ("\ufe01", "‹U+FE01›"),
        ],
    )
    def test_examples(self, text: str, shown: str) -> None:
        """What can be seen stays as it is; the rest gets a mark."""
        assert Text.escape(text) == shown

    @given(st.text(st.characters(), max_size=30) | st.sampled_from(hostile.POISONS))
    def test_harmless(self, text: str) -> None:
        """No text is left that a terminal or a runner would obey."""
        shown = Text.escape(text)
        assert hostile.unseen(shown) == []
        assert "\n" not in shown
        assert list(hostile.commands(shown)) == []

    @given(st.text(max_size=30))
    def test_pieces(self, text: str) -> None:
        """Each character has its piece, so that carets find their column."""
        assert len(pieces(text)) == len(text)

    @given(st.text(max_size=30) | st.sampled_from(hostile.POISONS))
    def test_cells(self, text: str) -> None:
        """Cells are as many as characters, and make no command when put together."""
        assert len(cells(text)) == len(text)
        assert list(hostile.commands("1 | " + "".join(cells(text)))) == []

    @given(st.text(max_size=30) | st.sampled_from(hostile.POISONS))
    def test_escaping_again_changes_nothing(self, text: str) -> None:
        """What is harmless stays as it is."""
        assert Text.escape(str(Text.escape(text))) == Text.escape(text)

    def test_a_page_keeps_its_lines(self) -> None:
        """Line ends stay, and each line is made harmless."""
        shown = page("one\n::error::two\r\n  three\n")
        assert shown == "one\n\\::error::two‹U+000D›\n  three\n"


def test_a_form_is_filled_with_harmless_texts() -> None:
    """What is put in is escaped once; numbers, forms and our own texts stay."""
    inner = line("[{:>3}]", 7)
    shown = line("{} {:<4}|{}|{}", "a\nb", "\x1b", inner, None)
    assert shown == "a↵b ‹U+001B›|[  7]|None"
    assert isinstance(shown, Text)
