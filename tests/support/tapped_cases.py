"""Messages with buttons and lists that break one rule each, and the same done well."""

from __future__ import annotations

from support.message_cases import BOOK, IMAGE, LINK, LIST, ROW, YES, Case

from wa_sync.messages import Button, Buttons, List, Media, Row, Section


def _buttons(*buttons: Button) -> Buttons:
    return Buttons(body="Book?", buttons=buttons)


def _headed(header: str | Media) -> Buttons:
    return Buttons(body="Book?", buttons=[YES], header=header)


def _footed(footer: str) -> Buttons:
    return Buttons(body="Book?", buttons=[YES], footer=footer)


def _list(*sections: Section, body: str = "When?", button: str = "Times") -> List:
    return List(body=body, button=button, sections=sections)


def _rows(*rows: Row) -> List:
    return _list(Section(rows))


ABOUT_WHAT_IS_AROUND = (
    Case(
        *("interactive_body_missing", Buttons(body="", buttons=[YES]), BOOK),
        "The message has no body.",
    ),
    Case(
        "interactive_body_too_long",
        Buttons(body="a" * 1025, buttons=[YES]),
        Buttons(body="a" * 1024, buttons=[YES]),
        "The body has 1025 of at most 1024 characters.",
    ),
    Case(
        *("interactive_footer_empty", _footed(" "), _footed("Bye")),
        "The footer is empty.",
    ),
    Case(
        *("interactive_footer_too_long", _footed("a" * 61), _footed("a" * 60)),
        "The footer has 61 of at most 60 characters.",
    ),
    Case(
        *("interactive_header_empty", _headed(""), _headed("Hi")),
        "The header is empty.",
    ),
    Case(
        *("interactive_header_too_long", _headed("a" * 61), _headed("a" * 60)),
        "The header has 61 of at most 60 characters.",
    ),
    Case(
        "interactive_header_type",
        _headed(Media(type="audio", link=LINK)),
        _headed(IMAGE),
        "A header is a text, an image, a video or a document.",
    ),
    Case(
        "interactive_header_type",
        _headed(Media(type="sticker", link=LINK)),
        _headed(IMAGE),
        "A header is a text, an image, a video or a document.",
    ),
    Case(
        "interactive_header_caption",
        _headed(Media(type="image", link=LINK, caption="Cut")),
        _headed(IMAGE),
        "The medium of a header has no caption.",
    ),
)
ABOUT_BUTTONS = (
    Case("buttons_missing", _buttons(), BOOK, "The message has no button."),
    Case(
        "buttons_too_many",
        _buttons(*(Button(str(n), f"No. {n}") for n in range(4))),
        _buttons(*(Button(str(n), f"No. {n}") for n in range(3))),
        "The message has 4 of at most 3 buttons.",
    ),
    Case(
        *("button_id_repeated", _buttons(YES, Button("yes", "No"))),
        _buttons(YES, Button("no", "No")),
        "Two buttons have the id yes.",
    ),
    Case(
        *("button_title_repeated", _buttons(YES, Button("no", "Yes"))),
        _buttons(YES, Button("no", "No")),
        "Two buttons are called Yes.",
    ),
    Case(
        *("button_id_malformed", _buttons(Button(" yes", "Yes")), BOOK),
        "The id of a button is empty, or has spaces around it.",
    ),
    Case(
        *("button_id_too_long", _buttons(Button("a" * 257, "Yes"))),
        _buttons(Button("a" * 256, "Yes")),
        "The id of a button has 257 of at most 256 characters.",
    ),
    Case(
        *("button_title_missing", _buttons(Button("yes", " ")), BOOK),
        "A button has no title.",
    ),
    Case(
        *("button_title_too_long", _buttons(Button("yes", "a" * 21))),
        _buttons(Button("yes", "a" * 20)),
        "The title aaaaaaaaaaaaaaaaaaaaa has 21 of at most 20 characters.",
    ),
)
ABOUT_LISTS = (
    Case(
        *("list_body_long", _list(Section([ROW]), body="a" * 1025)),
        _list(Section([ROW]), body="a" * 1024),
        "The body has 1025 characters: Meta's page about lists allows 4096, its "
        "reference 1024.",
    ),
    Case(
        *("list_button_missing", _list(Section([ROW]), button=""), LIST),
        "The button that opens the list has no title.",
    ),
    Case(
        *("list_button_too_long", _list(Section([ROW]), button="a" * 21)),
        _list(Section([ROW]), button="a" * 20),
        "The button of the list has 21 of at most 20 characters.",
    ),
    Case("list_rows_missing", _rows(), LIST, "The list has no row."),
    Case(
        "list_rows_too_many",
        _list(
            Section([Row(str(n), "At") for n in range(6)], "Morning"),
            Section([Row(str(n), "At") for n in range(6, 11)], "Evening"),
        ),
        _rows(*(Row(str(n), "At") for n in range(10))),
        "The list has 11 of at most 10 rows in all.",
    ),
    Case(
        *("row_id_repeated", _list(Section([ROW], "A"), Section([ROW], "B"))),
        _list(Section([ROW], "A"), Section([Row("11", "11 am")], "B")),
        "Two rows have id 10.",
    ),
    Case(
        *(
            "section_title_missing",
            _list(Section([ROW], "A"), Section([Row("1", "1")])),
        ),
        _rows(ROW),
        "A section has no title, and the list has several.",
    ),
    Case(
        *("section_title_too_long", _list(Section([ROW], "a" * 25))),
        _list(Section([ROW], "a" * 24)),
        "A title of a section has 25 of at most 24 characters.",
    ),
    Case(
        *("section_empty", _list(Section([ROW], "A"), Section([], "B"))),
        _list(Section([ROW], "A")),
        "A section has no row.",
    ),
    Case("row_id_missing", _rows(Row("", "10 am")), LIST, "A row has no id."),
    Case("row_title_missing", _rows(Row("10", "")), LIST, "A row has no title."),
    Case(
        *("row_id_too_long", _rows(Row("a" * 201, "A")), _rows(Row("a" * 200, "A"))),
        "The id of a row has 201 of at most 200 characters.",
    ),
    Case(
        *("row_title_too_long", _rows(Row("1", "a" * 25)), _rows(Row("1", "a" * 24))),
        "The title of a row has 25 of at most 24 characters.",
    ),
    Case(
        *("row_description_too_long", _rows(Row("1", "A", "a" * 73))),
        _rows(Row("1", "A", "a" * 72)),
        "The description of a row has 73 of at most 72 characters.",
    ),
)
TAPPED = (*ABOUT_WHAT_IS_AROUND, *ABOUT_BUTTONS, *ABOUT_LISTS)
