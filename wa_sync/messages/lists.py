"""A message with a button that opens a list of up to ten rows to choose from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from wa_sync.messages import interactive, limits
from wa_sync.messages.wrong import invalid, missing, repeated, too_long, unsure


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wa_sync.model.finding import Finding
    from wa_sync.model.source import Json, Pointer, Spec


_AT: Final = (*interactive.AT, "action")


@dataclass(frozen=True, slots=True)
class Row:
    """One choice: ``id`` comes back when the reader takes ``title``."""

    id: str
    title: str
    description: str | None = None

    def content(self) -> Spec:
        """Return the row as it is sent."""
        made: dict[str, Json] = {"id": self.id, "title": self.title}
        if self.description is not None:
            made["description"] = self.description
        return made


@dataclass(frozen=True, slots=True)
class Section:
    """Rows under a title, which a list of one section may do without."""

    rows: Sequence[Row]
    title: str | None = None

    def content(self) -> Spec:
        """Return the section as it is sent."""
        rows: list[Json] = [one.content() for one in self.rows]
        return (
            {"rows": rows}
            if self.title is None
            else {"title": self.title, "rows": rows}
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class List:
    """A body, the ``button`` that opens the list, its sections, and what is around."""

    body: str
    button: str
    sections: Sequence[Section]
    header: str | None = None
    footer: str | None = None
    type: ClassVar[str] = "interactive"

    def content(self) -> Spec:
        """Return what stands under the message's type."""
        sections: list[Json] = [one.content() for one in self.sections]
        around = interactive.around(self.body, self.header, self.footer)
        action: Spec = {"button": self.button, "sections": sections}
        return {"type": "list", **around, "action": action}

    def check(self) -> Iterator[Finding]:
        """Judge the whole message."""
        most = limits.LIST_BODY_LENGTH
        yield from interactive.check(self.body, self.header, self.footer, most)
        if limits.BODY_LENGTH < len(self.body) <= most:
            what = (
                f"The body has {len(self.body)} characters: Meta's page about lists "
                f"allows {most}, its reference {limits.BODY_LENGTH}."
            )
            yield unsure("list_body_long", (*interactive.AT, "body", "text"), what)
        at = (*_AT, "button")
        if not self.button.strip():
            what = "The button that opens the list has no title."
            yield missing("list_button_missing", at, what)
        yield from too_long(
            *("list_button_too_long", at, "The button of the list", self.button),
            limits.LIST_BUTTON_LENGTH,
        )
        yield from self._counts()
        for place, section in enumerate(self.sections):
            yield from _section(section, place, alone=len(self.sections) == 1)
        yield from self._ids()

    def _counts(self) -> Iterator[Finding]:
        at, rows = (*_AT, "sections"), sum(len(one.rows) for one in self.sections)
        if not rows:
            yield missing("list_rows_missing", at, "The list has no row.")
        if rows > limits.ROWS:
            what = f"The list has {rows} of at most {limits.ROWS} rows in all."
            yield invalid("list_rows_too_many", at, what)
        if len(self.sections) > limits.SECTIONS:
            count = f"{len(self.sections)} of at most {limits.SECTIONS}"
            yield invalid("list_sections_too_many", at, f"It has {count} sections.")

    def _ids(self) -> Iterator[Finding]:
        """No two rows have one id, whatever section they stand in."""
        places: list[Pointer] = [
            (*_AT, "sections", section, "rows", row, "id")
            for section, one in enumerate(self.sections)
            for row in range(len(one.rows))
        ]
        ids = [row.id for one in self.sections for row in one.rows]
        for place, id_ in repeated(ids):
            yield invalid("row_id_repeated", places[place], f"Two rows have id {id_}.")


def _section(one: Section, place: int, *, alone: bool) -> Iterator[Finding]:
    at: Pointer = (*_AT, "sections", place)
    if not (one.title or "").strip() and not alone:
        what = "A section has no title, and the list has several."
        yield missing("section_title_missing", (*at, "title"), what)
    yield from too_long(
        *("section_title_too_long", (*at, "title"), "A title of a section"),
        *(one.title or "", limits.SECTION_TITLE_LENGTH),
    )
    if not one.rows and not alone:
        yield missing("section_empty", (*at, "rows"), "A section has no row.")
    for number, row in enumerate(one.rows):
        yield from _row(row, (*at, "rows", number))


def _row(row: Row, at: Pointer) -> Iterator[Finding]:
    if not row.id.strip():
        yield missing("row_id_missing", (*at, "id"), "A row has no id.")
    if not row.title.strip():
        yield missing("row_title_missing", (*at, "title"), "A row has no title.")
    for rule, key, value, most in (
        ("row_id_too_long", "id", row.id, limits.ROW_ID_LENGTH),
        ("row_title_too_long", "title", row.title, limits.ROW_TITLE_LENGTH),
        (
            *("row_description_too_long", "description", row.description or ""),
            limits.ROW_DESCRIPTION_LENGTH,
        ),
    ):
        yield from too_long(rule, (*at, key), f"The {key} of a row", value, most)
