"""Texts of others in source code are literals, and mean what they say."""

from __future__ import annotations

import ast
import json
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from support.contracts import ATTACKS

from wa_sync.render.sinks.source import Python, TypeScript


TEXTS = st.one_of(st.sampled_from(ATTACKS), st.text())
COMMAND = re.compile(r"##|::|section_")


@given(TEXTS)
@example("\x7f")
def test_a_literal_of_typescript_is_the_text(text: str) -> None:
    """JSON's literals are TypeScript's; this is one of ASCII, on one line."""
    literal = TypeScript.escape(text)
    assert json.loads(literal) == text
    assert literal.isascii()
    assert literal.isprintable()


@given(TEXTS)
@example("\x7f😀")
def test_a_literal_of_python_is_the_text(text: str) -> None:
    """Python reads it as it was, what takes two units in JSON too."""
    literal = Python.escape(text)
    assert ast.literal_eval(literal) == text
    assert literal.isascii()
    assert literal.isprintable()


@pytest.mark.parametrize("language", [Python, TypeScript])
@given(text=st.text(st.sampled_from("#:[section_ \\")))
def test_no_runner_finds_a_command(
    language: type[Python | TypeScript], text: str
) -> None:
    """Nothing that CI runners obey is left in a literal."""
    assert not COMMAND.search(language.escape(text))


@pytest.mark.parametrize("language", [Python, TypeScript])
@pytest.mark.parametrize("name", ["", "1a", "a-b", "a b", "a\n", "ä", 'a"'])
def test_what_is_no_word_is_none(
    language: type[Python | TypeScript], name: str
) -> None:
    """An identifier is never made of what could be anything else."""
    with pytest.raises(ValueError, match="is no identifier"):
        language.word(name)


def test_a_word_stands_as_it_is() -> None:
    """Letters, digits and underscores are harmless."""
    assert Python.of("{} = {}", Python.word("_a1"), "x") == '_a1 = "x"'
