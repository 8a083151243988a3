from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import hostile

from wa_sync.render import untrusted


if TYPE_CHECKING:
    from wa_sync.model.source import Json


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
        assert untrusted.terminal(text) == shown

    @given(st.text(st.characters(), max_size=30) | st.sampled_from(hostile.POISONS))
    def test_harmless(self, text: str) -> None:
        """No text is left that a terminal or a runner would obey."""
        shown = untrusted.terminal(text)
        assert hostile.unseen(shown) == []
        assert "\n" not in shown
        assert list(hostile.commands(shown)) == []

    @given(st.text(max_size=30))
    def test_pieces(self, text: str) -> None:
        """Each character has its piece, so that carets find their column."""
        assert len(untrusted.pieces(text)) == len(text)


class TestJson:
    """Documents are taken by every reader."""

    @given(st.text())
    def test_ascii(self, text: str) -> None:
        """Escaping what is not ASCII changes nothing of what a document says."""
        document = json.dumps([text, "\x7f"], ensure_ascii=False)
        assert untrusted.ascii_only(document) == json.dumps([text, "\x7f"])

    @pytest.mark.parametrize(
        ("value", "clean"),
        [
            ("\ud83d\ude00", "😀"),
            ("a\ud800b", "a\ufffdb"),
            ({"\udfff": [math.inf, math.nan, 1.5, None, True, 2**70]}, None),
        ],
    )
    def test_value(self, value: Json, clean: Json) -> None:
        """Pairs of surrogates are joined; what is no text or number is replaced."""
        expected = clean or {"\ufffd": [None, None, 1.5, None, True, 2**70]}
        assert untrusted.json_value(value) == expected

    @given(
        st.text(st.sampled_from('#[]vsoteamciy_n:ar\\"u0023 d'), max_size=40).flatmap(
            lambda text: st.sampled_from(
                [text, f"{text}##[{text}]", f"\\##vso[{text}", f"#{text}section_end:1:"]
            )
        )
    )
    def test_text(self, text: str) -> None:
        """Breaking commands changes nothing of what a document says."""
        broken = untrusted.json_text(json.dumps({text: [text]}))
        assert json.loads(broken) == {text: [text]}
        assert list(hostile.commands(broken)) == []
