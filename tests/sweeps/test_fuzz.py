"""Whatever comes in, by whatever door: an answer in our own words, and no harm."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from random import Random

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from support import labyrinth
from support.answers import CORPUS, FRAMES, HEADERS, bent
from support.attacked import Document, attacked, forged
from support.conversations import CHANGES, few, many
from support.crooked import Crooked, Said, crooked, listening
from support.fuzzing import CANARY, each, strict, tree, unharmed
from support.mutations import broken
from support.odd_json import odd, written
from support.overheard import Overheard
from support.road import TEMPLATES, Road
from support.sandbox_account import ROUTES
from support.trees import documents
from support.workbench import PROJECT, Workbench

from wa_sync.cli import exit_codes
from wa_sync.model.report import Report
from wa_sync.model.source import mapping
from wa_sync.plan import saved
from wa_sync.plan.checked import MalformedPlan
from wa_sync.render import json, text
from wa_sync.render.style import Style
from wa_sync.sandbox.server import serve
from wa_sync.workflow.load import Inputs, load


Figure = Callable[[str], None]

FULL, SMALL, SHARDS = 20_000, 320, 4
TREES, SOCKETS = 2_000, 40
"""So many are grown by hypothesis; one in so many goes over a socket as well."""
TESTS = CORPUS.parent
SEEDS = tuple(
    file.read_bytes()
    for folder in (TESTS / "cases", CORPUS, TESTS.parent / "examples")
    for file in sorted(folder.glob("**/*.yaml"))
)


Conversation = Callable[[Path], tuple[Overheard, Workbench]]
CONVERSATIONS: tuple[Conversation, ...] = (few, many)


@pytest.fixture(params=range(SHARDS))
def numbers(request: pytest.FixtureRequest, *, full: bool) -> range:
    """Name a share of the inputs: shares run side by side."""
    size = (FULL if full else SMALL) // SHARDS
    first = int(request.param) * size
    return range(first, first + size)


def told(figure: Figure, door: str, ends: Counter[str]) -> None:
    """Keep how many inputs there were, and how they ended."""
    ways = ", ".join(f"{count:,} {how}" for how, count in ends.most_common())
    figure(f"fuzz: {door}: {ends.total():,} inputs ({ways}), 0 tracebacks")


def loaded(content: bytes, folder: Path) -> str:
    """Load a document, show what is wrong with it, and say whether anything is."""
    inputs = Inputs(
        cwd=folder,
        paths=("-",),
        env=lambda _: CANARY,
        stdin=lambda most: content[:most],
    )
    found = load(inputs)
    shown = text.diagnostics(found.diagnostics, Style.plain())
    document = json.diagnostics(found.diagnostics, valid=found.valid)
    strict(document)
    assert CANARY not in shown + document
    return "valid" if found.valid else "refused"


def test_loader(numbers: range, tmp_path: Path, figure: Figure) -> None:
    """Files that were torn, spliced and re-encoded are read, or refused."""

    def door(rng: Random) -> str:
        return loaded(broken(rng, SEEDS), tmp_path)

    told(figure, "loader, injured files", each("loader", numbers, door))


def test_loader_with_trees(tmp_path: Path, figure: Figure, *, full: bool) -> None:
    """So are documents that follow the schema nearly, and nowhere quite."""
    ends: Counter[str] = Counter()

    @settings(
        max_examples=TREES if full else TREES // 40,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(documents())
    def door(content: bytes) -> None:
        ends.update(each("tree", [0], lambda _: loaded(content, tmp_path)))

    door()
    told(figure, "loader, grown trees", ends)


def carried_out(bench: Workbench, asked: Callable[[], list[str]]) -> str:
    """Plan and apply, show both, and say how it ended."""
    made = bench.plan()
    assert {call.partition(" ")[0] for call in asked()} <= {"GET"}
    shown = text.plan(made, Style.plain(), verbose=True)
    strict(json.plan(made))
    report = Report(tuple(bench.apply(made, allow_delete=True)))
    strict(json.report(report))
    shown += text.report(report, Style.plain())
    shown.encode()
    assert CANARY not in shown
    return f"exit {exit_codes.of_report(report, interrupted=0)}"


@pytest.mark.parametrize("conversation", CONVERSATIONS)
def test_answers(
    numbers: range, tmp_path: Path, figure: Figure, conversation: Conversation
) -> None:
    """No answer makes plan write, or either of plan and apply fall over."""
    talk, bench = conversation(tmp_path / "checkout")

    def door(rng: Random) -> str:
        first = rng.randrange(talk.turns)
        last = first + rng.choice((0, 0, 0, 1, 5))
        bench.now = 0.0
        bench.waits.clear()

        def bend(number: int, said: Said) -> Said:
            return bent(rng, said) if first <= number <= last else said

        talk.again(bend)
        return carried_out(bench, lambda: talk.asked)

    name = conversation.__name__
    with closing(talk.world.store):
        ends = each(f"answers {name}", numbers[:: len(CONVERSATIONS)], door)
    told(figure, f"answers ({name} templates)", ends)


def test_answers_over_sockets(numbers: range, tmp_path: Path, figure: Figure) -> None:
    """Over a socket, where lengths and headers can lie as well, it is no different."""
    (tmp_path / "wa-sync.yaml").write_text(PROJECT, encoding="utf-8")
    (tmp_path / "all.yaml").write_text(CHANGES, encoding="utf-8")
    with crooked() as server:

        def door(rng: Random) -> str:
            prepared(server, tmp_path)
            server.first = rng.randrange(15)
            server.last = server.first + rng.choice((0, 0, 1, 5))
            more = (*HEADERS, *FRAMES, *FRAMES)
            server.bend = lambda said: bent(rng, said, more)
            with listening(tmp_path, server) as bench:
                return carried_out(bench, lambda: server.calls)

        ends = each("socket", numbers[::SOCKETS], door)
    told(figure, "answers over sockets", ends)


def test_plan_files(numbers: range, road: Road, figure: Figure) -> None:
    """A plan file is shown as what it is, or refused; none adds to what is planned."""
    with attacked(road) as plan:
        content = plan.content
    fresh = saved.parse(content)
    document: Document = orjson.loads(content)
    path = road.write("fuzzed.json", "")
    before = tree(road.folder)

    def door(rng: Random) -> str:
        changed = odd(rng, document)
        given = rng.choice((broken(rng, (content,)), written(changed)))
        if rng.randrange(2):
            with suppress(MalformedPlan, LookupError, TypeError, AttributeError):
                given = forged(dict(mapping(changed)))
        path.write_bytes(given)
        ran = road.run("show", "-o", "json", str(path))
        unharmed(ran, as_json=True)
        approved = saved.parse(given)
        left = saved.restrict(fresh, approved).plan
        assert set(map(id, left.changes)) <= set(map(id, fresh.changes))
        text.plan(approved, Style.plain(), verbose=True).encode()
        return f"exit {ran.code}"

    ends = each("plan", numbers, door)
    assert set(tree(road.folder)) == set(before)
    told(figure, "plan files", ends)


def test_paths(numbers: range, road: Road, tmp_path: Path, figure: Figure) -> None:
    """No path, glob, name or variable leads out, hangs, or makes a reader write."""
    with serve(None, routes=ROUTES) as served:

        def door(rng: Random) -> str:
            checkout = labyrinth.build(tmp_path / "maze")
            labyrinth.odd_file(rng, checkout)
            argv, writes = labyrinth.command(rng, ("--sandbox-url", served.url))
            before = {} if writes else tree(tmp_path)
            with road.monkeypatch.context() as patch:
                patch.chdir(checkout)
                if not rng.randrange(10):
                    patch.setenv(*labyrinth.variable(rng))
                ran = road.run(*argv, stdin=TEMPLATES.encode())
            unharmed(ran, as_json="json" in argv)
            assert writes or tree(tmp_path) == before, argv
            return f"exit {ran.code}"

        ends = each("path", numbers, door)
    told(figure, "paths, names and variables", ends)


def prepared(server: Crooked, folder: Path) -> None:
    """Put into an empty account what the checkout changes and deletes."""
    server.renew()
    with listening(folder, server) as bench:
        bench.put("b", "Old.")
        bench.put("gone", "Bye.")
    server.straight()
