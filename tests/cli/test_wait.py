"""apply --wait: until Meta has reviewed what the run made, or the time is up."""

from __future__ import annotations

import json
import signal
from collections.abc import Iterator

import pytest
from support.passage import Passage, passage
from support.quotas import NEW, OLD, applied, templates
from support.road import Road
from support.terminal import terminal

from wa_sync.kinds.message_template.sandbox.names import KIND
from wa_sync.sandbox import review


WAIT = ("--wait", "approved")
HELLO, OTHER = "message_template.hello/en_US", "message_template.other/en_US"


@pytest.fixture
def way(road: Road) -> Iterator[Passage]:
    """A project, and the way to a sandbox in which nobody reviews."""
    road.project(templates(hello=OLD, other=NEW))
    with passage() as there:
        there.world.store.set(review.MODE, review.MANUAL)
        yield there


def decide(way: Passage, name: str, status: str, reason: str = "NONE") -> None:
    """End a review, if there is one."""
    for one in way.world.objects.named(KIND, "102290129340398", name):
        review.decide(way.world, one, status, reason)


def when_listed(way: Passage, **statuses: str) -> None:
    """Let reviews end when the list is asked for after both were made."""

    def look(said: str) -> None:
        if said.endswith("/message_templates") and len(way.writes) == len(statuses):
            for name, status in statuses.items():
                if status:
                    decide(
                        way, name, status, "SCAM" if status == "REJECTED" else "NONE"
                    )

    way.before = look


def apply(way: Passage, *argv: str) -> tuple[str, ...]:
    """The command line of an apply that waits."""
    return ("apply", "--yes", "-q", "--sandbox-url", way.url, *WAIT, *argv)


def test_all_are_approved(road: Road, way: Passage) -> None:
    """The exit code is 0, and each review is told in its turn."""
    when_listed(way, hello="APPROVED", other="APPROVED")
    ran = road.ok(*apply(way))
    ids = [one["id"] for one in way.live().values()]
    said = ran.out.partition("Digest: ")[2].partition("\n")[2]
    hello, other = sorted(ids)
    assert said == (
        f"created   demo: {HELLO} (PENDING, UTILITY, id {hello})\n"
        f"created   demo: {OTHER} (PENDING, UTILITY, id {other})\n"
        f"approved  demo: {HELLO} (APPROVED, UTILITY, id {hello})\n"
        f"approved  demo: {OTHER} (APPROVED, UTILITY, id {other})\n"
        "\nApplied 2 changes.\nMeta's review: 2 approved.\n"
    )


@pytest.mark.parametrize("status", ["REJECTED", "PAUSED", "DISABLED"])
def test_one_is_refused(road: Road, way: Passage, status: str) -> None:
    """8, with the reason at its line, the advice, and what became of the others."""
    when_listed(way, hello=status, other="APPROVED")
    ran = road.run(*apply(way))
    assert ran.code == 8
    assert f"refused   demo: {HELLO} ({status}, UTILITY, id " in ran.out
    assert "\n    templates/all.yaml:3\n    error[" in ran.out
    assert ran.out.endswith(
        "\nApplied 2 changes.\nMeta's review: 1 approved, 1 refused.\n"
        "What Meta refused cannot be sent. Mend it, then run apply again.\n"
    )


def test_the_time_is_up(road: Road, way: Passage) -> None:
    """9, and what is still in review is listed, with the way to see how it goes on."""
    ran = road.run(*apply(way, "--wait-timeout", "0"))
    assert ran.code == 9
    assert f"in review demo: {HELLO} (PENDING, UTILITY, id " in ran.out
    assert ran.out.endswith(
        "\nApplied 2 changes.\nMeta's review: 2 in review.\n"
        "What is in review goes on without wa-sync: wa-sync status says how.\n"
    )


def test_what_is_refused_ranks_before_what_takes_too_long(
    road: Road, way: Passage
) -> None:
    """A refusal is final, and the time may be given again."""
    when_listed(way, hello="REJECTED", other="")
    assert road.run(*apply(way, "--wait-timeout", "0")).code == 8


def test_what_was_not_made_ranks_before_reviews(road: Road) -> None:
    """The codes of the writes come first: 5 where one is blocked."""
    road.project(templates(hello=OLD))
    road.sandbox("review", "now")
    assert applied(road, templates(hello=OLD)).code == 0
    road.sandbox("review", "manual")
    content = templates(new=OLD, hello=NEW).replace(
        "  - name: hello\n    language: en_US\n    category: UTILITY",
        "  - name: hello\n    language: en_US\n    category: MARKETING",
    )
    policy = (
        road.folder / "wa-sync.yaml"
    ).read_text() + "    category_policy: enforce\n"
    road.write("wa-sync.yaml", policy)
    ran = applied(road, content, *WAIT, "--wait-timeout", "0", "-o", "json")
    states = {o["state"]: o["review"] for o in ran.json["outcomes"]}
    assert (ran.code, states) == (5, {"done": "in_review", "blocked": None})


def test_programs_are_told_how_each_review_ended(road: Road, way: Passage) -> None:
    """In the report, and as it happens in the events."""
    when_listed(way, hello="REJECTED", other="APPROVED")
    ran = road.run(*apply(way, "-o", "json", "--events", "events.ndjson"))
    ended = {one["address"]: one for one in ran.json["outcomes"]}
    hello = ended[HELLO]
    assert (hello["state"], hello["review"], hello["status"]) == (
        *("done", "refused", "REJECTED"),
    )
    assert [one["rule"] for one in hello["findings"]] == ["rejected"]
    assert hello["source"] == {"file": "templates/all.yaml", "line": 3}
    lines = (road.folder / "events.ndjson").read_text().splitlines()
    told = [json.loads(line) for line in lines]
    assert [(one["event"], one.get("review")) for one in told] == [
        ("run_started", None),
        *[("change_started", None), ("change_finished", None)] * 2,
        ("change_reviewed", "refused"),
        ("change_reviewed", "approved"),
        ("run_finished", None),
    ]
    assert told[-1]["exit_code"] == ran.code == 8


def test_nobody_waits_unless_asked(road: Road, way: Passage) -> None:
    """Nor for what was there before this run."""
    road.ok("apply", "--yes", "-q", "--sandbox-url", way.url)
    way.heard.clear()
    ran = road.ok(*apply(way))
    assert ran.out == "No changes. Live matches your files. 2 unchanged.\n"
    assert len(way.heard) == 1


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)]
)
def test_a_signal_ends_the_wait(road: Road, number: signal.Signals, code: int) -> None:
    """What was made is made and told; the review goes on without anybody waiting."""
    road.project()
    road.sandbox("review", "manual")
    with terminal(road, "apply", "--sandbox", "--yes", *WAIT) as there:
        there.until("Waiting for Meta's review of 1 template, at most 30 min.")
        there.until("In review")
        there.signal(number)
        assert there.end() == code
        assert "Applied 1 change." in there.seen
        assert "Meta's review: 1 in review." in there.seen
    assert road.settled()["unchanged"] == 1
