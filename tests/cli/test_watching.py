"""wa-sync watch: on a terminal, in a log, and until all is approved."""

from __future__ import annotations

import re
import signal
from collections.abc import Iterator

import pytest
from support.passage import Passage, passage
from support.quotas import NEW, OLD, templates
from support.road import Road
from support.terminal import terminal

from wa_sync.kinds.message_template.sandbox.names import KIND
from wa_sync.sandbox import review


WATCH = ("watch", "--until", "approved", "--every", "1s")


@pytest.fixture
def way(road: Road) -> Iterator[Passage]:
    """Two templates are in review, and nobody reviews them."""
    road.project(templates(hello=OLD, other=NEW))
    with passage() as there:
        there.world.store.set(review.MODE, review.MANUAL)
        road.ok("apply", "--yes", "-q", "--sandbox-url", there.url)
        there.heard.clear()
        yield there


def at_look(way: Passage, number: int, **statuses: str) -> None:
    """End reviews just before the list is asked for so many times."""

    def look(_: str) -> None:
        if len(way.heard) == number - 1:
            for name, status in statuses.items():
                for one in way.world.objects.named(KIND, "102290129340398", name):
                    review.decide(way.world, one, status)

    way.before = look


def told(out: str) -> list[str]:
    """The lines of a log, without their times."""
    return [re.sub(r"^[-\d]+ [:\d]+ UTC ", "", line) for line in out.splitlines()]


@pytest.mark.parametrize(
    ("status", "code", "end"),
    [
        ("APPROVED", 0, "2 templates: 2 fine.\n"),
        ("DISABLED", 8, "2 templates: 1 needs attention, 1 fine.\n"),
    ],
)
def test_in_a_log_each_change_is_a_line(
    road: Road, way: Passage, status: str, code: int, end: str
) -> None:
    """At first what is not fine; then what moves, until Meta has decided."""
    at_look(way, 2, hello=status, other="APPROVED")
    ran = road.run(*WATCH, "--sandbox-url", way.url)
    assert (ran.code, ran.err) == (code, end)
    lines = told(ran.out)
    assert len(lines) == 4
    said = ": PENDING, UTILITY: Meta reviews it, which takes up to 24 hours"
    assert lines[0] == f"demo: message_template.hello/en_US{said}"
    moved = f"demo: message_template.hello/en_US: PENDING → {status}"
    assert lines[2].startswith(moved)
    assert lines[3] == "demo: message_template.other/en_US: PENDING → APPROVED"
    assert way.writes == []


def test_the_time_is_up(road: Road, way: Passage) -> None:
    """9, after one look where there is no time; a name leaves out the others."""
    ran = road.run(*WATCH, "hello", "--wait-timeout", "0", "--sandbox-url", way.url)
    assert (ran.code, ran.err) == (9, "1 template: 1 in review.\n")
    assert len(told(ran.out)) == 1
    road.project(templates(new=OLD))
    ran = road.run(*WATCH, "--wait-timeout", "0", "--sandbox-url", way.url)
    assert (ran.code, ran.err) == (
        9,
        "1 template: 1 not live, 2 unmanaged (--all shows them).\n",
    )


def test_who_is_named_is_waited_for(road: Road, way: Passage) -> None:
    """Whether or not a file declares it: 8 for what Meta has refused."""
    road.project(templates(other=NEW))
    at_look(way, 2, hello="DISABLED")
    ran = road.run(*WATCH, "hello", "--sandbox-url", way.url)
    assert (ran.code, ran.err) == (8, "1 template: 1 needs attention.\n")
    assert len(told(ran.out)) == 2


def test_without_until_the_exit_code_says_nothing(road: Road, way: Passage) -> None:
    """It was a look."""
    ran = road.ok("watch", "--wait-timeout", "0", "--sandbox-url", way.url)
    assert (len(told(ran.out)), ran.err) == (2, "")


def test_an_api_that_was_there_is_asked_again(road: Road, way: Passage) -> None:
    """That is a note, and a look later all goes on; at first it is an error."""
    at_look(way, 3, hello="APPROVED", other="APPROVED")
    wrong = (200, b'{"data": 1}')
    way.answered = lambda _, answer: wrong if len(way.heard) == 2 else answer
    argv = (*WATCH, "--sandbox-url", way.url)
    ran = road.ok(*argv)
    assert ran.err.startswith("Not read: ")
    assert ran.err.endswith(" It is tried again.\n2 templates: 2 fine.\n")
    assert len(way.heard) == 3
    way.answered = lambda *_: wrong
    assert road.run(*argv).code == 75


@pytest.mark.parametrize("value", ["0", "0.9s", "x", "32d"])
def test_nobody_asks_more_often_than_once_a_second(road: Road, value: str) -> None:
    """Meta counts calls."""
    road.project()
    assert road.run("watch", "--sandbox", "--every", value).code == 64


def test_on_a_terminal_it_is_drawn_anew(road: Road) -> None:
    """Until Ctrl-C, with the time of the last look."""
    road.project(templates(hello=OLD))
    road.sandbox("review", "manual")
    road.ok("apply", "--sandbox", "--yes", "-q")
    with terminal(road, "watch", "--sandbox", "--every", "1s") as there:
        there.until("every 1 s · Ctrl-C ends")
        there.until("1 template: 1 in review.")
        road.sandbox("reject", "hello", "--reason", "scam")
        there.until("(SCAM)")
        there.until("1 template: 1 needs attention.")
        there.signal(signal.SIGINT)
        assert there.end() == 130
        assert "\x1b[?25h" in there.seen
        assert "Traceback" not in there.seen


def test_on_a_small_terminal_the_counts_are_seen(road: Road) -> None:
    """What does not fit is cut at the end of the page."""
    road.project(templates(**{f"t{number}": OLD for number in range(8)}))
    road.sandbox("review", "manual")
    road.ok("apply", "--sandbox", "--yes", "-q")
    road.env(LINES="10", COLUMNS="80")
    with terminal(road, "watch", "--sandbox", "--every", "1s") as there:
        there.until("...")
        assert "8 templates: 8 in review." in there.seen
        there.signal(signal.SIGINT)
        assert there.end() == 130
