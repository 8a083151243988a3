from __future__ import annotations

import json as stdlib_json
import math
from typing import TYPE_CHECKING

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import hostile

from wa_sync.render.sinks.json import Document, document


if TYPE_CHECKING:
    from wa_sync.model.source import Json

POISONOUS = st.text(st.sampled_from('#[]vsoteamciy_n:ar\\"u0023 d'), max_size=40)


@pytest.mark.parametrize("indent", [True, False])
@given(text=st.text() | st.sampled_from(hostile.POISONS))
def test_a_document_says_what_it_was_given(indent: bool, text: str) -> None:  # noqa: FBT001 - a parameter of pytest
    """It is ASCII, and what is read back is what was written."""
    shown = document({"\x7f": [text]}, indent=indent)
    assert shown.isascii()
    assert "\x7f" not in shown
    valid = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    assert stdlib_json.loads(shown) == {"\x7f": [valid]}


@pytest.mark.parametrize(
    ("value", "clean"),
    [
        ("\ud83d\ude00", "😀"),
        ("a\ud800b", "a\ufffdb"),
        (math.nan, None),
        (-math.inf, None),
        (
            {"\udfff": [math.inf, math.nan, 1.5, None, True, 2**70]},
            {"\ufffd": [None, None, 1.5, None, True, 2**70]},
        ),
    ],
)
def test_what_is_no_text_or_number_is_replaced(value: Json, clean: Json) -> None:
    """Pairs of surrogates are joined, single ones replaced; no number is null."""
    assert stdlib_json.loads(document(value)) == clean


@given(
    POISONOUS.flatmap(
        lambda text: st.sampled_from(
            [text, f"{text}##[{text}]", f"\\##vso[{text}", f"#{text}section_end:1:"]
        )
    )
)
def test_breaking_commands_changes_nothing_of_what_is_said(text: str) -> None:
    """No runner finds a command, and every reader finds the text."""
    shown = document({text: [text]})
    assert stdlib_json.loads(shown) == {text: [text]}
    assert list(hostile.commands(shown)) == []


def test_a_record_is_one_line() -> None:
    """Without indentation a document is one line, written by either writer."""
    assert document({"a": [1, "ä\n"]}, indent=False) == '{"a":[1,"\\u00e4\\n"]}\n'
    assert document({"a": [2**70]}, indent=False) == f'{{"a":[{2**70}]}}\n'
    assert isinstance(document(1), Document)


def test_a_document_has_a_line_end_and_is_indented() -> None:
    """Two blanks a level, whichever writer it takes."""
    assert document({"a": [1]}) == '{\n  "a": [\n    1\n  ]\n}\n'
    assert document({"a": [2**70]}) == f'{{\n  "a": [\n    {2**70}\n  ]\n}}\n'
    assert orjson.loads(document({"a": []}).encode()) == {"a": []}
