"""Whatever is put into a text that may go out is escaped; nobody has to remember."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from wa_sync.render.sinks.html import Html
from wa_sync.render.sinks.markdown import Markdown
from wa_sync.render.sinks.shown import Shown
from wa_sync.render.sinks.terminal import Text


EVIL = "\x1b[2J<b>`@org`\n"

COMPOSED: dict[str, Callable[[type[Shown]], Shown]] = {
    "of": lambda sink: sink.of("{}", EVIL),
    "add": lambda sink: sink("") + EVIL,
    "radd": lambda sink: EVIL + sink(""),
    "join": lambda sink: sink("").join([EVIL]),
    "made": lambda sink: sink.made(EVIL),
}


@pytest.mark.parametrize("sink", [Text, Markdown, Html])
@pytest.mark.parametrize("how", COMPOSED)
def test_composing_escapes_what_others_wrote(sink: type[Shown], how: str) -> None:
    """Every way of composing gives the same type, with the text escaped."""
    composed = COMPOSED[how](sink)
    assert type(composed) is sink
    assert composed == sink.escape(EVIL)
    assert composed != EVIL


@pytest.mark.parametrize("sink", [Text, Markdown, Html])
@pytest.mark.parametrize("how", COMPOSED)
def test_composing_escapes_nothing_twice(sink: type[Shown], how: str) -> None:
    """What is of the type already goes in as it is."""
    ours = sink("<b>\x1b[1m`")
    ways: dict[str, Callable[[], Shown]] = {
        "of": lambda: sink.of("{}", ours),
        "add": lambda: sink("") + ours,
        "radd": lambda: sink("") + ours,
        "join": lambda: sink("").join([ours]),
        "made": lambda: sink.made(ours),
    }
    assert ways[how]() == ours


def test_one_sink_does_not_trust_another() -> None:
    """A text for the terminal is escaped for Markdown and HTML."""
    text = Text("a `b` <c>")
    assert Markdown.of("{}", text) == "``a `b` <c>``"
    assert Html.of("{}", text) == "a `b` &lt;c&gt;"


def test_what_is_left_of_a_text_is_of_its_type() -> None:
    """Trimming and repeating keep the type."""
    assert type(Text("a ").rstrip()) is Text
    assert type(Text("-") * 3) is Text
    assert Text("a·· ").rstrip(" ·") + Text("-") * 3 == "a---"


def test_an_f_string_is_no_such_text() -> None:
    """Whoever writes f"…" has a plain str, which the doors refuse."""
    assert type(f"{Text('a')}") is str


def test_only_a_sink_can_escape() -> None:
    """The type itself knows no place to be harmless in."""
    with pytest.raises(NotImplementedError):
        Shown.of("{}", "a")
