"""What holds for every valid file, however it is typed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from support.commented import ENTRIES, comments, typed

from wa_sync.canonical import equal
from wa_sync.config.amend import settled
from wa_sync.config.formatting import formatted
from wa_sync.config.order import Order
from wa_sync.config.reader import Document, read
from wa_sync.model.source import Json
from wa_sync.workflow.load import schema, wants


def documents(text: str) -> tuple[Document, ...]:
    """Read a file without mistakes."""
    reading = read(text.encode(), "a.yaml", wants())
    assert not reading.diagnostics, (text, reading.diagnostics)
    return reading.documents


def said(text: str) -> list[Json]:
    """Return what the documents of a file say, but for blanks that end a text."""
    return [settled(document.value) for document in documents(text)]


@given(entries=st.lists(ENTRIES, min_size=1, max_size=3), data=st.data())
def test_formatting_changes_no_value_and_loses_no_comment(
    entries: list[dict[str, Json]], data: st.DataObject
) -> None:
    """Formatted, a file says the same, has its comments, and stays as it is."""
    value: dict[str, Json] = {
        "message_templates": entries,
        "business_profile": entries[0],
    }
    parts = [data.draw(typed(value)) for _ in range(data.draw(st.integers(1, 2)))]
    text = "\n---\n".join(parts)
    order = Order(schema())
    new = formatted(documents(text), wants(), order)
    assert equal(said(new), said(text))
    assert comments(new) == comments(text)
    assert formatted(documents(new), wants(), order) == new
    assert new.endswith("\n")
    assert not new.endswith("\n\n")
    assert all(line == line.rstrip() for line in new.split("\n") if "'" not in line)
