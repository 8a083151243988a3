from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import hostile

from wa_sync.render.sinks.github import output


@given(st.text() | st.sampled_from(hostile.POISONS))
def test_the_runner_reads_one_output(value: str) -> None:
    """Whatever the value holds, it is one output of that name."""
    written = output("plan", value) + output("next", "x")
    valid = value.encode("utf-8", "replace").decode()
    assert hostile.outputs(written) == {"plan": valid, "next": "x"}


def test_a_delimiter_that_is_in_the_value_is_drawn_again() -> None:
    """The value cannot end itself, even if somebody guessed."""
    drawn = iter(["a", "a", "b"])
    written = output("plan", "x\nwa-sync-a\ny", lambda: next(drawn))
    assert written == "plan<<wa-sync-b\nx\nwa-sync-a\ny\nwa-sync-b\n"


def test_a_delimiter_has_128_bits() -> None:
    """Nobody guesses it, and no two are the same."""
    first, second = (output("a", "b").split("\n")[0] for _ in range(2))
    assert len(first.removeprefix("a<<wa-sync-")) * 4 == 128
    assert first != second


@pytest.mark.parametrize("name", ["", "a b", "a\nb", "a=b", "a<<b", "1a"])
def test_a_name_that_is_none_is_refused(name: str) -> None:
    """Names are ours, and a value cannot pass for one."""
    with pytest.raises(ValueError, match="no name of an output"):
        output(name, "x")
