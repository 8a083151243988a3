"""An edit whose status shows before its content: it arrived, and is waited for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from support.passage import TOKEN, Answer, Passage, passage
from support.sandbox_account import ACCOUNT, Reached
from support.workbench import PROJECT, Workbench, templates

from wa_sync.apply.settle import DEADLINE
from wa_sync.graph.session import open_writer
from wa_sync.http.client import Http
from wa_sync.http.secret import Secret
from wa_sync.model.change import Plan
from wa_sync.sandbox import review


OLD, NEW = "Hello, this is the shop.", "Hello, this is the new shop."


@pytest.fixture
def way() -> Iterator[Passage]:
    """Give a way to a sandbox that approves at once."""
    with passage() as made:
        made.world.store.set(review.MODE, review.NOW)
        yield made


@pytest.fixture
def bench(way: Passage, tmp_path: Path) -> Iterator[Workbench]:
    """Give a checkout with an account at the end of the way."""
    (tmp_path / "wa-sync.yaml").write_text(PROJECT, encoding="utf-8")
    with Http() as http:
        writer = open_writer(http, ACCOUNT, Secret(TOKEN), origin=way.url)
        yield Workbench(tmp_path, Reached(ACCOUNT, writer, way.world, way.url))


@dataclass
class Late:
    """What is answered after an edit: the old content for so many reads.

    ``lost`` is whether the answer to the edit itself is lost.
    """

    reads: int
    lost: bool
    edits: int = 0

    def __call__(self, request: str, answer: Answer) -> Answer:
        """Change one answer."""
        status, body = answer
        if request.startswith("POST "):
            self.edits += 1
            return (500, b"") if self.lost else answer
        if self.edits and self.reads:
            self.reads -= 1
            assert b"PENDING" in body
            return status, body.replace(NEW.encode(), OLD.encode())
        return answer


def edit(bench: Workbench, way: Passage) -> Plan:
    """Plan an edit, which will be reviewed by hand."""
    assert bench.states(templates(a=OLD)) == ["done"]
    way.world.store.set(review.MODE, review.MANUAL)
    return bench.plan(templates(a=NEW))


@pytest.mark.parametrize("lost", [True, False], ids=["answer lost", "answered"])
def test_old_content_in_review_is_our_edit_on_its_way(
    bench: Workbench, way: Passage, *, lost: bool
) -> None:
    """It is read until it shows: nobody else was there, and nothing is sent again."""
    plan = edit(bench, way)
    way.answered = late = Late(7, lost)
    (outcome,) = bench.apply(plan)
    assert (outcome.state, late.edits, late.reads) == ("done", 1, 0)


@pytest.mark.parametrize("lost", [True, False], ids=["answer lost", "answered"])
def test_what_never_shows_is_unknown_and_not_sent_again(
    bench: Workbench, way: Passage, *, lost: bool
) -> None:
    """The reading ends: a new run will see what became of it."""
    plan = edit(bench, way)
    way.answered = late = Late(1000, lost)
    (outcome,) = bench.apply(plan)
    assert (outcome.state, outcome.exit_code, late.edits) == ("unknown", 7, 1)
    assert sum(bench.waits) >= DEADLINE
