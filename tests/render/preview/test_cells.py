from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wa_sync.model.bubble import Mark, Origin, Run
from wa_sync.render.columns import width
from wa_sync.render.preview.cells import rows, signed
from wa_sync.render.sinks.terminal import cells
from wa_sync.render.style import Role, Style


PLAIN, ANSI = Style.plain(), Style.ansi()
BOLD, ITALIC = Mark.BOLD, Mark.ITALIC
WORDS = st.text("ab 語e\u200d\u0301\u202e", max_size=30)
RUNS = st.lists(st.builds(Run, WORDS, st.frozensets(st.sampled_from(Mark))), max_size=4)


def broken(text: str, columns: int) -> list[str]:
    """The rows of one run, without paint."""
    return [str(row.text) for row in rows([Run(text)], columns, PLAIN)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [""]),
        ("one", ["one"]),
        ("one two", ["one", "two"]),
        ("a b c d", ["a b c", "d"]),
        ("abcde f", ["abcde", "f"]),
        ("abcdefg", ["abcde", "fg"]),
        ("a  b   c", ["a  b ", " c"]),
        ("     ", ["     "]),
        ("語語語", ["語語", "語"]),
        ("ab 語語", ["ab", "語語"]),
        ("abcde\u0301f", ["abcde\u0301", "f"]),
        # what has no room in any row is wider than one
        ("\u202e", ["‹U+202E›"]),
        ("ab cd ", ["ab cd"]),
        ("👩\u200d👧👩\u200d👧", ["👩\u200d👧", "👩\u200d👧"]),
        ("ab👩\u200d👧", ["ab", "👩\u200d👧"]),
    ],
)
def test_rows_are_broken_at_blanks(text: str, expected: list[str]) -> None:
    """A row ends at the last blank that fits; what is longer is cut between letters."""
    assert broken(text, 5) == expected


@given(RUNS, st.integers(1, 12))
def test_no_row_is_too_wide(given_runs: list[Run], columns: int) -> None:
    """A row is as wide as it says, and never wider than one letter has to be."""
    for row in rows(given_runs, columns, PLAIN):
        assert row.columns == width(row.text)
        assert row.columns <= max(columns, len("‹U+202E›"))


@given(RUNS, st.integers(1, 12))
def test_no_text_is_lost(given_runs: list[Run], columns: int) -> None:
    """Rows put together are what the sink shows, but for blanks where they break."""
    whole = "".join(cells("".join(run.text for run in signed(given_runs))))
    said = "".join(row.text for row in rows(given_runs, columns, PLAIN))
    assert said.replace(" ", "") == whole.replace(" ", "")


@given(RUNS)
def test_signs_nest(given_runs: list[Run]) -> None:
    """Each sign that is opened is closed, in the opposite order."""
    opened: list[str] = []
    said = list(signed(given_runs))
    for run in said:
        if run.text in {mark.value for mark in Mark} and not run.marks:
            if opened[-1:] == [run.text]:
                opened.pop()
            else:
                opened.append(run.text)
    assert opened == []
    assert [run for run in said if run in given_runs] == given_runs


def test_signs_stand_where_there_is_no_paint() -> None:
    """Plain text has the signs that were written; painted text has the paint."""
    both = [Run("a", frozenset({BOLD})), Run("b", frozenset({BOLD, ITALIC})), Run("c")]
    assert [row.text for row in rows(both, 20, PLAIN)] == ["*a_b_*c"]
    assert [row.text for row in rows(both, 20, ANSI)] == [
        "\x1b[1ma\x1b[0m\x1b[3m\x1b[1mb\x1b[0m\x1b[0mc"
    ]


def test_where_a_text_comes_from_is_painted() -> None:
    """Samples are underlined, and what has none is a warning."""
    given_runs = [
        Run("a", origin=Origin.EXAMPLE, name="1"),
        Run("{{2}}", origin=Origin.MISSING, name="2"),
        Run("b", origin=Origin.META),
    ]
    assert [row.text for row in rows(given_runs, 20, ANSI)] == [
        "\x1b[4ma\x1b[0m\x1b[1;33m{{2}}\x1b[0mb"
    ]
    assert [row.text for row in rows([Run("a")], 9, ANSI, Role.FAINT)] == [
        "\x1b[2ma\x1b[0m"
    ]


def test_a_command_in_two_runs_is_broken() -> None:
    """What a runner obeys may begin in one run and end in the next."""
    (row,) = rows([Run("##", frozenset({BOLD})), Run("[x]")], 20, ANSI)
    assert "##\\" in row.text.replace("\x1b[1m", "")
