"""An apply that breaks off by a mistake of ours: what is told all the same."""

from __future__ import annotations

import json
from collections.abc import Generator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from support import plans
from support.road import TEMPLATES, Road

from wa_sync.cli.carrying import carrying
from wa_sync.cli.settings import Settings
from wa_sync.cli.signals import Stop
from wa_sync.cli.targets import Target
from wa_sync.errors import BadEnvironment
from wa_sync.graph.session import GraphWriter
from wa_sync.model.report import Outcome, Started
from wa_sync.model.source import Json
from wa_sync.render import text
from wa_sync.render.style import Style


NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)
EVENTS = "events.ndjson"


def settings(folder: Path) -> Settings:
    """What a plain apply is started with."""
    return Settings(
        cwd=folder,
        account=(),
        sandbox=True,
        sandbox_url=None,
        endpoint=None,
        token_file=None,
        only=(),
        exclude=(),
        outputs=(Target("text", None),),
        quiet=False,
        verbose=0,
        color="never",
        no_input=True,
        timeout=None,
        max_wait=None,
        stop=Stop(),
    )


def carried(chosen: Settings, steps: Generator[Started | Outcome]) -> None:
    """Carry something out, with a file of events."""
    events = chosen.cwd / EVENTS
    with carrying(chosen, plans.everything(), chosen.stop, lambda: NOON, events) as run:
        run.run(steps)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (RuntimeError("a mistake of ours"), 1),
        (OSError(24, "Too many open files"), 74),
        (BadEnvironment("no way out"), 78),
    ],
    ids=lambda value: type(value).__name__,
)
def test_each_change_is_accounted_for_when_a_run_breaks_off(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], error: Exception, code: int
) -> None:
    """Done, perhaps sent, not tried: all are told, and 7 where anything was done."""
    first, second, *rest = plans.everything().changes
    made = settings(tmp_path)

    def steps(*done: Outcome) -> Generator[Started | Outcome]:
        yield from done
        if done:
            made.stop.began(second)
        raise error

    with pytest.raises(type(error)):
        carried(made, steps(replace(plans.report().outcomes[0], change=first)))
    told = capsys.readouterr().out
    assert f": {second.address}: nobody knows whether it took effect" in told
    assert told.count("not tried demo: ") + told.count("not tried shop") == len(rest)
    assert f"\nApplied 1 of 9 changes: 1 unknown, {len(rest)} not tried.\n" in told
    events = [json.loads(one) for one in (tmp_path / EVENTS).read_text().splitlines()]
    assert [one["event"] for one in events[1:-1]] == ["change_finished"] * 9
    assert (events[-1]["event"], events[-1]["exit_code"]) == ("run_finished", 7)
    assert (made.stop.broken, made.stop.last_code) == (code, 7)

    made = settings(tmp_path)
    with pytest.raises(type(error)):
        carried(made, steps())
    assert "\nApplied 0 of 9 changes: 9 not tried.\n" in capsys.readouterr().out
    assert made.stop.last_code == code


def test_what_others_did_after_a_mistake_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever cannot tell one outcome still hears of those that come."""
    made, done = settings(tmp_path), plans.report().outcomes[0]

    def steps() -> Generator[Started | Outcome]:
        yield "no outcome at all"  # type: ignore[misc]  # a mistake of ours
        yield Started(done.change)
        yield done

    with pytest.raises(AttributeError):
        carried(made, steps())
    told = capsys.readouterr().out
    assert f"created   demo: {done.change.address} (PENDING" in told
    assert "\nApplied 1 of 9 changes: 8 not tried.\n" in told


def test_nothing_is_closed_before_the_accounts_have_ended(tmp_path: Path) -> None:
    """A mistake in telling an outcome stops the writers first, and waits for them."""
    seen: list[bool] = []
    chosen: list[Settings] = []

    def steps() -> Generator[Started | Outcome]:
        try:
            yield Started(plans.report().outcomes[0].change)
            yield "no outcome at all"  # type: ignore[misc]  # a mistake of ours
        finally:
            seen.append(chosen[0].stop.stopped())

    made = settings(tmp_path)
    chosen.append(made)
    with (
        pytest.raises(AttributeError),
        carrying(made, plans.everything(), made.stop, lambda: NOON, None) as run,
    ):
        run.run(steps())
    assert seen == [True]


def test_a_file_without_changes_holds_the_plan_and_no_more(tmp_path: Path) -> None:
    """The plan says that there is nothing to do; a report of nothing adds nothing."""

    def steps() -> Generator[Started | Outcome]:
        yield from ()

    plan, to = plans.nothing(), (Target("text", "told.txt"),)
    made = replace(settings(tmp_path), outputs=to)
    with carrying(made, plan, made.stop, lambda: NOON, None) as run:
        assert run.run(steps()) == 0
    told = (tmp_path / "told.txt").read_text()
    assert told == str(text.plan(plan, Style.plain()))


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(24, "Too many open files"), "error: Too many open files\n"),
        (KeyError("a mistake of ours"), "error: unexpected KeyError: "),
    ],
    ids=lambda value: type(value).__name__,
)
def test_the_process_ends_as_the_report_says(
    road: Road, monkeypatch: pytest.MonkeyPatch, error: Exception, said: str
) -> None:
    """The second of three writes breaks off: one was done, and one nobody knows of."""
    entry = TEMPLATES.partition("message_templates:\n")[2]
    more = [entry.replace("order_update", name) for name in ("order_a", "order_b")]
    road.project(TEMPLATES + "".join(more))
    real, sent = GraphWriter.post, list[str]()

    def post(writer: GraphWriter, path: str, body: Mapping[str, Json]) -> Json:
        sent.append(path)
        if len(sent) == 2:
            raise error
        return real(writer, path, body)

    monkeypatch.setattr(GraphWriter, "post", post)
    ran = road.run("apply", "--sandbox", "--yes", "-o", "json")
    states = [one["state"] for one in ran.json["outcomes"]]
    assert (ran.code, states) == (7, ["done", "unknown", "skipped"])
    assert said in ran.err
