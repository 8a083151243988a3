"""The failure catalogue is whole, its tests are there, and its page is up to date."""

from __future__ import annotations

import re

import pytest
from support.catalogue import PAGE, Row, exists, ids, page, read

from wa_sync.forge.place import SITES
from wa_sync.http.origins import ORIGINS


ROOT = PAGE.parent.parent
ROWS = read()
CODES = {0, 1, 2, 3, 5, 6, 7, 8, 9, 64, 74, 75, 77, 78, 129, 130, 143}


def test_every_row_is_there_and_no_other() -> None:
    """From N01 to S17, in order: a failure that was thought of is not forgotten."""
    assert list(ROWS) == ids()


@pytest.mark.parametrize("row", ROWS.values(), ids=lambda row: row.id)
def test_a_row_is_proved_or_says_why_not(row: Row) -> None:
    """Every test that a row names exists, and a row without any has a reason."""
    assert row.failure
    assert row.behaviour
    assert [test for test in row.tests if not exists(test)] == []
    assert len(set(row.tests)) == len(row.tests)
    assert row.tests or row.not_yet or row.instead


@pytest.mark.parametrize("row", ROWS.values(), ids=lambda row: row.id)
def test_a_row_speaks_in_sentences_and_known_exit_codes(row: Row) -> None:
    """What people read is punctuated, in one paragraph, and exits as documented."""
    assert set(row.exit) <= CODES
    said = [row.behaviour, row.not_yet, row.instead]
    assert all(re.fullmatch(r"[^\n]+[.!?)]", text) for text in said if text)
    assert not row.failure.endswith(".")


def test_a_test_that_is_not_there_is_missed() -> None:
    """Neither a wrong name, nor a wrong file, nor another class's test passes."""
    here = "tests/test_catalogue.py"
    assert exists(f"{here}::test_a_test_that_is_not_there_is_missed")
    assert not exists(f"{here}::test_nothing_of_the_kind")
    assert not exists("tests/test_nowhere.py::test_nothing_of_the_kind")
    assert not exists(f"{here}::TestNone::test_every_row_is_there_and_no_other")
    assert exists(
        "tests/cli/test_apply.py::TestDelete::test_removing_an_entry_is_no_intent"
    )


def test_the_page_is_the_catalogue() -> None:
    """docs/failures.md is written by make catalogue, and never by hand."""
    assert PAGE.read_text(encoding="utf-8") == page(ROWS)


def test_what_security_says_is_in_the_catalogue() -> None:
    """Every row that SECURITY.md points to is there and proved."""
    text = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    named = set(re.findall(r"\b[NRHIOS]\d{1,2}\b", text))
    assert named
    assert [name for name in named if name not in ROWS or not ROWS[name].tests] == []


TOP_LEVELS = {"ai", "com"}


def test_security_names_every_host_that_gets_a_token() -> None:
    """SECURITY.md lists the hosts that are compiled in, and no other."""
    text = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    hosts = {origin.host for each in ORIGINS.values() for origin in each}
    hosts |= {site.origin.host for site in SITES.values()}
    named = set(re.findall(r"`([a-z]+(?:\.[a-z]+){1,2})`", text))
    assert {name for name in named if name.rpartition(".")[2] in TOP_LEVELS} == hosts
