from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from wa_sync.render.diff import Kind, Line, Segment, compare, shown
from wa_sync.render.sinks.terminal import Text


SAME, REMOVED, ADDED = Kind.SAME, Kind.REMOVED, Kind.ADDED
TEXTS = st.text(st.sampled_from("ab \n{1}.\u202eé#[:"), max_size=60)


def line(kind: Kind, *parts: tuple[Kind, str]) -> Line:
    """A line of segments."""
    return Line(kind, tuple(Segment(one, Text(text)) for one, text in parts))


class TestCompare:
    """Texts are compared by lines, and changed lines by words."""

    def test_words(self) -> None:
        """A changed word is found among those that stayed, variables whole."""
        assert compare("Hi {{1}}, all ok\nBye", "Hi {{2}}, all ok\nBye") == (
            line(REMOVED, (SAME, "Hi "), (REMOVED, "{{1}}"), (SAME, ", all ok")),
            line(ADDED, (SAME, "Hi "), (ADDED, "{{2}}"), (SAME, ", all ok")),
            line(SAME, (SAME, "Bye")),
        )

    def test_wrapping(self) -> None:
        """A new line break marks no words."""
        assert compare("one two three four", "one two\nthree four") == (
            line(REMOVED, (SAME, "one two"), (REMOVED, " "), (SAME, "three four")),
            line(ADDED, (SAME, "one two")),
            line(ADDED, (SAME, "three four")),
        )

    def test_unlike(self) -> None:
        """Lines that have little in common are not cut into words."""
        assert compare("Good morning", "See you tonight!") == (
            line(REMOVED, (REMOVED, "Good morning")),
            line(ADDED, (ADDED, "See you tonight!")),
        )

    def test_lines(self) -> None:
        """Lines come and go whole, also empty ones."""
        assert compare("a\nb", "b\n") == (
            line(REMOVED, (REMOVED, "a")),
            line(SAME, (SAME, "b")),
            line(ADDED, (ADDED, "↵")),
        )

    def test_blank_lines_between_words(self) -> None:
        """An empty line amid changed words is shown as one."""
        before = "one two three four five six"
        after = "one two three\n\nfour five six"
        assert compare(before, after)[2] == line(ADDED, (ADDED, "↵"))

    def test_long(self) -> None:
        """Texts of thousands of words are compared by lines alone."""
        before, after = "a " * 3000 + "x", "a " * 3000 + "y"
        assert [len(item.segments) for item in compare(before, after)] == [1, 1]

    def test_unseen(self) -> None:
        """A difference that cannot be seen is made visible."""
        assert compare("a b c d e f  ", "a b c d e f\u200b") == (
            line(REMOVED, (SAME, "a b c d e f"), (REMOVED, "··")),
            line(ADDED, (SAME, "a b c d e f"), (ADDED, "‹U+200B›")),
        )

    @given(TEXTS, TEXTS)
    def test_complete(self, before: str, after: str) -> None:
        """What stayed and went is ``before``; what stayed and came is ``after``."""
        found = compare(before, after)
        for text, other in ((before, ADDED), (after, REMOVED)):
            lines = [item.text for item in found if item.kind is not other]
            expected = [shown(part) for part in text.split("\n")]
            assert [part.replace("↵", "") for part in lines] == expected
