"""Plain JSON and places: narrowing, following pointers, writing them."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from wa_sync.model.source import (
    Json,
    Origin,
    Pointer,
    SourceFile,
    Span,
    array,
    at,
    json_pointer,
    mapping,
    text,
)


@dataclass(frozen=True)
class Asked:
    """Places that remember what they were asked for."""

    pointers: list[tuple[Pointer, bool]] = field(default_factory=list)

    def span(self, at: Pointer, *, key: bool = False) -> Span:
        """Write the question down."""
        self.pointers.append((at, key))
        return Span(SourceFile("a.yaml", ""), 1, 1, 1, 1)


@pytest.mark.parametrize(
    ("value", "as_mapping", "as_array", "as_text"),
    [
        ({"a": 1}, {"a": 1}, (), "?"),
        ([1, "a"], {}, [1, "a"], "?"),
        ("ab", {}, (), "ab"),
        ("", {}, (), ""),
        (None, {}, (), "?"),
        (True, {}, (), "?"),
        (0, {}, (), "?"),
    ],
)
def test_narrowing_takes_what_fits_and_nothing_else(
    value: Json, as_mapping: Json, as_array: Json, as_text: str
) -> None:
    """Anything of another shape counts as empty; a text is no list of characters."""
    assert mapping(value) == as_mapping
    assert array(value) == as_array
    assert text(value, "?") == as_text


@pytest.mark.parametrize(
    ("pointer", "found"),
    [
        ((), {"a": [{"b": "c"}, 5]}),
        (("a", 0, "b"), "c"),
        (("a", 1), 5),
        (("a", 2), None),
        (("a", "b"), None),
        (("x",), None),
        ((0,), None),
        (("a", 0, "b", 0), None),
        (("a", 1, "x"), None),
    ],
)
def test_a_pointer_leads_to_a_value_or_nowhere(pointer: Pointer, found: Json) -> None:
    """A wrong turn gives None, and raises nothing."""
    assert at({"a": [{"b": "c"}, 5]}, pointer) == found


def test_pointers_are_written_as_rfc_6901_says() -> None:
    """Tilde and slash are escaped, in this order."""
    assert json_pointer(()) == ""
    assert json_pointer(("a/b", 0, "~1", "")) == "/a~1b/0/~01/"


class TestOrigin:
    """Where a value of a declaration stands in the file."""

    def test_without_languages_a_value_stands_below_its_entry(self) -> None:
        """The base comes first, and the key is asked for where it is meant."""
        places = Asked()
        origin = Origin(places, ("message_templates", 2))
        origin.span()
        origin.span(("name",), key=True)
        origin.span(("language",))
        assert places.pointers == [
            (("message_templates", 2), False),
            (("message_templates", 2, "name"), True),
            (("message_templates", 2, "language"), False),
        ]

    def test_a_language_has_its_own_fields_and_shares_the_others(self) -> None:
        """The code is a key; own fields stand below it, shared ones in the entry."""
        places = Asked()
        own = frozenset({"components"})
        origin = Origin(places, ("t", 0), ("languages", "de"), own)
        origin.span()
        origin.span(("language",))
        origin.span(("components", 1, "text"))
        origin.span(("category",), key=True)
        assert places.pointers == [
            (("t", 0, "languages", "de"), True),
            (("t", 0, "languages", "de"), True),
            (("t", 0, "languages", "de", "components", 1, "text"), False),
            (("t", 0, "category"), True),
        ]
