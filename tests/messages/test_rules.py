"""What is wrong with a message is said before it is sent: all of it at once."""

from __future__ import annotations

import pytest
from support.message_cases import CASES, TO, Case
from support.tapped_cases import TAPPED

from wa_sync.messages import Button, Buttons, List, Media, Section, check
from wa_sync.messages.outgoing import check_read
from wa_sync.model.source import Json


@pytest.mark.parametrize("case", [*CASES, *TAPPED], ids=lambda case: case.rule)
def test_a_rule_finds_its_fault_and_nothing_else(case: Case) -> None:
    """One message breaks it and no other; the same, written well, breaks none."""
    found = check(case.bad, case.to[0], reply_to=case.reply[0])
    assert [(one.rule, one.message) for one in found] == [(case.rule, case.says)]
    assert check(case.good, case.to[1], reply_to=case.reply[1]) == ()


def test_all_mistakes_are_told_at_once() -> None:
    """Of the recipient, the parts and each button, in the order of the request."""
    header = Media(type="image", id="x")
    buttons = [Button("", "Yes"), Button("no", "")]
    found = check(Buttons(body="", buttons=buttons, header=header), "+0")
    assert [(one.rule, one.at) for one in found] == [
        ("recipient_not_international", ("to",)),
        ("interactive_body_missing", ("interactive", "body", "text")),
        ("media_id", ("interactive", "header", "image", "id")),
        ("button_id_malformed", (*_REPLIES, 0, "reply", "id")),
        ("button_title_missing", (*_REPLIES, 1, "reply", "title")),
    ]


_REPLIES = ("interactive", "action", "buttons")


def test_a_list_of_eleven_sections_has_too_many() -> None:
    """Each of which has no row, and no title."""
    many = List(body="When?", button="Times", sections=[Section([])] * 11)
    rules = {one.rule for one in check(many, TO)}
    assert rules == {
        "list_rows_missing",
        "list_sections_too_many",
        "section_empty",
        "section_title_missing",
    }


@pytest.mark.parametrize(("given", "wrong"), [("wamid.A", 0), ("wamid.", 1), ("1", 1)])
def test_what_is_marked_as_read_is_a_message(given: Json, wrong: int) -> None:
    """An id that is none is told before anything is sent."""
    found = check_read(str(given))
    assert [one.rule for one in found] == ["message_id_malformed"] * wrong
