"""Sections in Meta's JSON: what they say is sent, and what is not known is told."""

from __future__ import annotations

from wa_sync.messages import Row, Section, sections
from wa_sync.model.finding import Finding
from wa_sync.model.source import Spec


AT = ("interactive", "action", "sections", 0)


def said(*given: Spec) -> list[tuple[object, str, str | None]]:
    """The findings about these sections."""
    found: list[Finding] = []
    sections.read(given, found)
    return [(one.at, one.message, one.hint) for one in found]


def test_sections_are_read() -> None:
    """Rows with and without a description, under a title or none."""
    found: list[Finding] = []
    rows: list[Spec] = [{"id": "1", "title": "A", "description": "a"}]
    read = sections.read([{"title": "T", "rows": [*rows, {"id": "2"}]}, {}], found)
    assert read == [Section([Row("1", "A", "a"), Row("2", "")], "T"), Section([])]
    assert found == []


def test_what_is_not_known_is_not_dropped() -> None:
    """With the field that may have been meant."""
    row: Spec = {"id": "1", "title": "x", "desciption": "lost"}
    assert said({"titel": "T", "rows": [row], "product_items": [1]}) == [
        ((*AT, "product_items"), "A section has no field product_items.", None),
        ((*AT, "titel"), "A section has no field titel.", "Did you mean title?"),
        (
            (*AT, "rows", 0, "desciption"),
            "A row has no field desciption.",
            "Did you mean description?",
        ),
    ]


def test_what_is_no_text_is_told_as_such() -> None:
    """An id without quotes is no missing one; rows are objects."""
    assert said({"rows": [{"id": 1, "title": "x"}]}) == [
        ((*AT, "rows", 0, "id"), "The id 1 is no text.", "Put it in quotes.")
    ]
    malformed = [((*AT, "rows"), "The rows of a section are no list of objects.", None)]
    assert said({"rows": "x"}) == said({"rows": ["x"]}) == malformed
