"""Messages with buttons and lists; of other interactive ones only the type is known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from wa_sync.messages import limits
from wa_sync.model.source import array, mapping, text
from wa_sync.sandbox.messages import refuse
from wa_sync.sandbox.messages.media import medium


if TYPE_CHECKING:
    from collections.abc import Sequence

    from wa_sync.model.source import Spec


TYPES: Final = frozenset(
    {
        *("button", "call_permission_request", "catalog_message", "cta_url", "flow"),
        *("list", "location_request_message", "product", "product_list"),
    }
)
_HEADERS: Final = frozenset({"document", "image", "video"})


def check(given: Spec) -> None:
    """Refuse what Meta would."""
    type_ = text(given.get("type"))
    if type_ not in TYPES:
        raise refuse.invalid(f"interactive: type {type_ or 'none'} is not known")
    longest = limits.LIST_BODY_LENGTH if type_ == "list" else limits.BODY_LENGTH
    _text(given, "body", longest, wanted=type_ != "product")
    _text(given, "footer", limits.FOOTER_LENGTH)
    _header(given, type_)
    action = mapping(given.get("action"))
    if type_ == "button":
        _buttons([mapping(one) for one in array(action.get("buttons"))])
    elif type_ == "list":
        _list(action)


def _text(given: Spec, part: str, most: int, *, wanted: bool = False) -> None:
    if part not in given and not wanted:
        return
    value = text(mapping(given.get(part)).get("text"))
    if not value.strip():
        raise refuse.missing(f"{part}.text", "type 'interactive'")
    if len(value) > most:
        raise refuse.too_long(f"interactive['{part}']['text']", most)


def _header(given: Spec, type_: str) -> None:
    if "header" not in given:
        return
    header = mapping(given["header"])
    kind = text(header.get("type"))
    if kind == "text":
        value = text(header.get("text"))
        if not value.strip():
            raise refuse.missing("header.text", "type 'interactive'")
        if len(value) > limits.HEADER_LENGTH:
            raise refuse.too_long("interactive['header']['text']", limits.HEADER_LENGTH)
    elif kind not in _HEADERS or type_ == "list":
        raise refuse.invalid(f"interactive: a header of type {kind} is not supported")
    else:
        medium(kind, mapping(header.get(kind)))


def _buttons(buttons: Sequence[Spec]) -> None:
    if not 1 <= len(buttons) <= limits.BUTTONS:
        raise refuse.invalid(f"interactive: buttons must be 1 to {limits.BUTTONS}")
    replies = [mapping(one.get("reply")) for one in buttons]
    if any(one.get("type") != "reply" for one in buttons):
        raise refuse.invalid("interactive: a button must be of type reply")
    for key, most in (
        ("id", limits.BUTTON_ID_LENGTH),
        ("title", limits.BUTTON_TITLE_LENGTH),
    ):
        _each([text(one.get(key)) for one in replies], f"buttons.{key}", most)


def _list(action: Spec) -> None:
    button = text(action.get("button"))
    _each([button], "action.button", limits.LIST_BUTTON_LENGTH)
    sections = [mapping(one) for one in array(action.get("sections"))]
    if not 1 <= len(sections) <= limits.SECTIONS:
        raise refuse.invalid(f"interactive: sections must be 1 to {limits.SECTIONS}")
    titles = [text(one.get("title")) for one in sections]
    if len(sections) > 1:
        _each(titles, "sections.title", limits.SECTION_TITLE_LENGTH, alike=True)
    elif len(titles[0]) > limits.SECTION_TITLE_LENGTH:
        raise refuse.too_long("sections.title", limits.SECTION_TITLE_LENGTH)
    rows = [mapping(row) for one in sections for row in array(one.get("rows"))]
    if not all(array(one.get("rows")) for one in sections):
        raise refuse.missing("rows", "a section of a list")
    if len(rows) > limits.ROWS:
        raise refuse.invalid(f"interactive: a list has at most {limits.ROWS} rows")
    _each([text(one.get("id")) for one in rows], "rows.id", limits.ROW_ID_LENGTH)
    titles = [text(one.get("title")) for one in rows]
    _each(titles, "rows.title", limits.ROW_TITLE_LENGTH, alike=True)
    for row in rows:
        if len(text(row.get("description"))) > limits.ROW_DESCRIPTION_LENGTH:
            raise refuse.too_long("rows.description", limits.ROW_DESCRIPTION_LENGTH)


def _each(values: Sequence[str], path: str, most: int, *, alike: bool = False) -> None:
    """Each is there, fits, and, unless they may be ``alike``, is there once."""
    for value in values:
        if not value.strip():
            raise refuse.missing(path, "type 'interactive'")
        if len(value) > most:
            raise refuse.too_long(path, most)
    if len({*values}) < len(values) and not alike:
        raise refuse.invalid(f"interactive: {path} must be unique")
