"""smoke_recipients: the only numbers that anything is sent to."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.smoking import ACCOUNTS, ENV, LISTED, ORDER, only, smoking, told


FILLED = f"{ORDER}, examples: true"
UNLISTED = "smoke_recipients: of the account lists the numbers that may be sent to"
ONE = '"+1 555 010 0100"'
BOTH = f'{ONE}, "${{env:SMOKE_OTHER}}"'


def listing(numbers: str) -> str:
    """The account with another list of numbers."""
    return ACCOUNTS.replace(LISTED, numbers)


@pytest.mark.parametrize("to", ["", ", to: 15550100100", ', to: "+1 (555) 010-0100"'])
def test_a_number_that_is_listed_is_sent_to(tmp_path: Path, to: str) -> None:
    """However it is typed; the only one need not be named."""
    loaded = smoking(tmp_path, f"{FILLED}{to}}}", accounts=listing(ONE))
    assert only(loaded).to == "15550100100"
    assert only(smoking(tmp_path, f"{FILLED}{to}}}", env=ENV)).to == "15550100100"


@pytest.mark.parametrize(
    ("numbers", "to", "place", "message", "hint"),
    [
        (
            ONE,
            ', to: "+1 555 010 0199"',
            'smoke: "+1 555 010 0199"',
            "***0199 is none of the numbers that account shop lists",
            UNLISTED,
        ),
        (
            "",
            "",
            f"smoke: {FILLED}",
            "account shop lists no number to send to",
            "add smoke_recipients: to the account",
        ),
        (
            BOTH,
            "",
            f"smoke: {FILLED}",
            "account shop lists several numbers, and none is chosen",
            "add to:, one of the account's smoke_recipients",
        ),
    ],
)
def test_a_number_that_is_not_listed_is_refused(
    tmp_path: Path, numbers: str, to: str, place: str, message: str, hint: str
) -> None:
    """And shown by its last digits; smoke or not."""
    expected = [("smoke_recipient_unlisted", place, message, hint)]
    env = {"SMOKE_OTHER": "15550100101"}
    for known in (None, env):
        loaded = smoking(
            tmp_path, f"{FILLED}{to}}}", accounts=listing(numbers), env=known
        )
        assert told(loaded) == expected


def test_variables_are_judged_by_smoke_alone(tmp_path: Path) -> None:
    """Until then a number may be what a variable will say."""
    entry = f'{FILLED}, to: "+1 555 010 0199"}}'
    assert only(smoking(tmp_path, entry, accounts=listing(BOTH))).to == ""
    other = {"SMOKE_OTHER": "15550100199"}
    test = only(smoking(tmp_path, entry, accounts=listing(BOTH), env=other))
    assert test.to == "15550100199"
    env = {"SMOKE_OTHER": "15550100101"}
    [row] = told(smoking(tmp_path, entry, accounts=listing(BOTH), env=env))
    assert row[0] == "smoke_recipient_unlisted"


def test_a_list_that_is_wrong_is_told_once(tmp_path: Path) -> None:
    """At its line; what stands in it is not guessed."""
    loaded = smoking(tmp_path, f"{FILLED}}}", accounts=listing(f'{ONE}, "0049 1"'))
    assert told(loaded) == [
        (
            "recipient_not_international",
            'wa-sync: "0049 1"',
            "The recipient begins with 0: the international form has no 0 there.",
            "Write it with its country code, like +1 555 010 0100.",
        )
    ]
    assert [one.to for one in loaded.smoke_tests] == [""]
    misspelt = ACCOUNTS.replace("smoke_recipients", "smoke_recipient")
    assert [
        row[:2] for row in told(smoking(tmp_path, f"{FILLED}}}", accounts=misspelt))
    ] == [("unknown_key", "wa-sync: smoke_recipient")]


ABROAD = "Write it as it is dialled from abroad: +44 20 …, not +44 (0)20 …."


@pytest.mark.parametrize(
    ("number", "rule", "hint"),
    [
        ("+44 (0) 20 7946 0000", "recipient_not_international", ABROAD),
        ("++15550100100", "recipient_malformed", None),
        ("", "recipient_missing", "A CI system gives an empty variable for a secret "),
    ],
)
def test_a_number_is_judged_as_it_is_typed(
    tmp_path: Path, number: str, rule: str, hint: str | None
) -> None:
    """In the files and in a variable: what is dialled shows less."""
    env = {"SMOKE_RECIPIENT": number}
    ways = [smoking(tmp_path, f"{FILLED}}}", env=env)]
    if number:  # whoever writes "" is told so in general
        accounts = listing(f'"{number}"')
        ways += [smoking(tmp_path, f"{FILLED}}}", accounts=accounts)]
    for loaded in ways:
        [row] = told(loaded)
        assert row[0] == rule
        assert hint is None or (row[3] or "").startswith(hint)
        assert [one.to for one in loaded.smoke_tests] == [""]


def test_a_project_without_accounts_lists_nobody(tmp_path: Path) -> None:
    """So nothing can be sent from it."""
    loaded = smoking(tmp_path, f"{FILLED}}}", accounts="version: 1\n")
    assert [row[:3] for row in told(loaded)] == [
        (
            "smoke_recipient_unlisted",
            f"smoke: {FILLED}",
            "account default lists no number to send to",
        )
    ]
