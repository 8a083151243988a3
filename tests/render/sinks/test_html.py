from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from support import hostile
from support.markup import Seen

from wa_sync.render.sinks.html import Html, lines
from wa_sync.render.sinks.visible import visible


TEXTS = st.text(max_size=30) | st.sampled_from(
    (*hostile.POISONS, "<script>x</script>", "' onload='x", '"><b>', "&amp;", "]]>-->")
)


@given(TEXTS)
def test_a_text_is_text(text: str) -> None:
    """In an element and in a quoted attribute a reader finds what was written."""
    for quote in "\"'":
        form = f"<p class={quote}{{}}{quote}>{{}}</p>"
        seen = Seen.of(Html.of(form, text, text))
        assert seen.tags == [("p", [("class", visible(text))])]
        assert seen.text == visible(text)
        assert seen.other == []


@given(TEXTS)
def test_lines_stay_lines(text: str) -> None:
    """Several lines keep their ends and nothing else."""
    seen = Seen.of(Html.of("<pre>{}</pre>", lines(text)))
    assert seen.tags == [("pre", [])]
    assert seen.text == "\n".join(map(visible, text.split("\n")))


def test_no_runner_finds_a_command() -> None:
    """A page that is printed to a log does nothing there."""
    for poison in hostile.POISONS:
        assert list(hostile.commands(Html.escape(poison))) == []
        assert list(hostile.commands(lines(poison))) == []


def test_examples() -> None:
    """What HTML would take for its own becomes an entity."""
    assert Html.escape("<a href='x'>\"&\u202e") == (
        "&lt;a href=&#x27;x&#x27;&gt;&quot;&amp;‹U+202E›"
    )
    assert Html.escape("##[x] ::a:: section_end:") == (
        "#&#35;[x] :&#58;a:&#58; section&#95;end:"
    )
