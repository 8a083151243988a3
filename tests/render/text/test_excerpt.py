from __future__ import annotations

import pytest

from wa_sync.model.source import SourceFile, Span
from wa_sync.render.style import Role, Style
from wa_sync.render.text import excerpt


def shown(text: str, *place: int) -> str:
    """Show a span of a text: line, column, end line, end column."""
    line, column, end_line, end_column = place
    span = Span(SourceFile("a.yaml", text), line, column, end_line, end_column)
    return "\n".join(excerpt.lines(span, Role.ERROR, Style.plain()))


def test_empty_span() -> None:
    """A span without length still has a caret."""
    assert shown("a: \n", 1, 4, 1, 4) == (" --> a.yaml:1:4\n  |\n1 | a:\n  |    ^\n  |")


def test_beyond_the_end() -> None:
    """A place behind the end of a file is named without an excerpt."""
    assert shown("a", 7, 1, 7, 1) == " --> a.yaml:7:1"


def test_end_of_line() -> None:
    """A span that ends with its line is a span of one line."""
    assert shown("a: b\n\nc: d", 1, 4, 2, 1) == (
        " --> a.yaml:1:4\n  |\n1 | a: b\n  |    ^\n  |"
    )


def test_four_lines() -> None:
    """A short block is shown whole."""
    assert shown("a:\n  - b\n\n  - c\nd", 1, 1, 5, 1) == (
        " --> a.yaml:1:1\n  |\n1 | ╭ a:\n2 | │   - b\n3 | │\n4 | ╰   - c\n  |"
    )


def test_control_characters() -> None:
    """Carets keep their place beside what had to be made visible."""
    assert shown("a: \x1b[2Jx\u202e", 1, 8, 1, 9) == (
        " --> a.yaml:1:8\n  |\n1 | a: ‹U+001B›[2Jx‹U+202E›\n  |               ^\n  |"
    )


@pytest.mark.parametrize("column", [1, 60, 71, 72, 150, 300])
def test_long_line(column: int) -> None:
    """A long line is cut, and the caret stands under the span."""
    text = "".join(chr(ord("a") + place % 26) for place in range(300))
    head, _, line, carets, _ = shown(text, 1, column, 1, column + 1).split("\n")
    assert head == f" --> a.yaml:1:{column}"
    assert len(line) <= 4 + 100 + 2
    assert line[carets.index("^")] == text[column - 1]


def test_wide_long_line() -> None:
    """In a long line of wide letters, columns count and not characters."""
    _, _, line, carets, _ = shown("日" * 200 + "x" + "本" * 200, 1, 201, 1, 202).split(
        "\n"
    )
    before = line[: line.index("x")]
    assert carets.index("^") == len(before) + before.count("日")
