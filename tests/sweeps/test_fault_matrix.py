"""Every kind of trouble at every sort of request, and what a run makes of it.

How it has to end is in ``support.fault_table``, reasoned from what is promised; that
the run tells the truth about it is for the server's own history to say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import pytest
from support.busy_account import DECLARED, EXPECTED, GONE, texts
from support.checker import Mutation, Witness, of_outcomes
from support.fault_table import (
    LASTING,
    LISTS,
    PASSING,
    Cut,
    Purpose,
    Trouble,
    purposes,
)
from support.raw_server import RawServer, raw_server, reply
from support.rehearsal import Stage, Theatre

from wa_sync.model.report import Outcome
from wa_sync.model.source import Spec


POSITIONS = 20
SMALL = 1
WANTED: dict[str, Spec | None] = {
    **{f"message_template.{key}": None for key in GONE},
    "business_profile.106540352242922": {"about": "Open daily"},
}
GROUPS = {
    "passing, on the way": PASSING[:13],
    "passing, in answers": PASSING[13:],
    "lasting, of the server": LASTING[:6],
    "lasting, of the account": LASTING[6:],
    "in lists": LISTS,
}


@dataclass(frozen=True, slots=True)
class Course:
    """What an apply without trouble sends: method, path and purpose, in its order."""

    calls: Sequence[tuple[str, str]]
    purposes: Sequence[Purpose]

    def fitting(self, trouble: Trouble) -> list[int]:
        """Return the places of the requests that a trouble can meet."""
        return [n for n, call in enumerate(self.calls) if trouble.fault.fits(*call)]

    def ends(self, trouble: Trouble, place: int) -> int:
        """Return how a run has to end that meets a trouble at a place."""
        code = trouble.ending[self.purposes[place]]
        if not isinstance(code, Cut):
            return code
        done = {Purpose.CREATE, Purpose.CHANGE} & {*self.purposes[:place]}
        return 7 if done else code.code


@pytest.fixture(scope="module")
def theatre(tmp_path_factory: pytest.TempPathFactory) -> Theatre:
    """Give the theatre of this module."""
    return Theatre(tmp_path_factory.mktemp("matrix"))


@pytest.fixture(scope="module")
def course(theatre: Theatre) -> Course:
    """Play once without trouble."""
    with theatre.stage() as stage:
        witness = Witness(stage.world)
        played = stage.apply()
        assert played.code == 0, played
        witness.check(of_outcomes(played.outcomes), code=0, wanted=WANTED)
        assert keys(witness.mutations()) == EXPECTED
        calls = stage.calls()
    return Course(calls, purposes(calls))


@pytest.fixture
def elsewhere() -> Iterator[RawServer]:
    """Listen where redirects and next pages lead."""
    with raw_server(reply({})) as server:
        yield server


def keys(mutations: Sequence[Mutation]) -> Counter[tuple[str, str, str]]:
    """Count what was done to what."""
    split = [(one.what, *one.address.split(".", 1)) for one in mutations]
    return Counter((what, kind, key) for what, kind, key in split)


def spread(fitting: Sequence[int], number: int, *, full: bool) -> list[int]:
    """Choose places among those that fit: twenty, or one that moves with ``number``."""
    count = min(POSITIONS, len(fitting))
    step = (len(fitting) - 1) / (count - 1)
    chosen = [fitting[round(n * step)] for n in range(count)]
    if full:
        return chosen
    return sorted({chosen[(number * 7 + n * 11) % count] for n in range(SMALL)})


def tried(stage: Stage, ends: int) -> list[str]:
    """Apply with trouble, then without; return what was wrong with either."""
    wrong: list[str] = []
    witness = Witness(stage.world)
    first = stage.apply()
    if first.code != ends:
        wrong.append(f"ended with {first.code}, not {ends}: {first.error}")
    wrong += judged(witness, stage, first.code, first.outcomes)
    with stage.world.store.transaction():
        stage.world.store.rows("DELETE FROM fault")
    again = Witness(stage.world)
    second = stage.apply()
    if second.code != 0:
        wrong.append(f"the next run ended with {second.code}: {second.error}")
    wrong += judged(again, stage, second.code, second.outcomes)
    if first.code == 0 and again.mutations():
        wrong.append("the next run had something to do")
    if keys(witness.mutations()) != EXPECTED:
        wrong.append(f"both runs made {keys(witness.mutations()) - EXPECTED} too much")
    if stage.plan().changes:
        wrong.append("the plan after it is not empty")
    return wrong


def judged(
    witness: Witness, stage: Stage, code: int, outcomes: Sequence[Outcome]
) -> list[str]:
    """Let the witness speak, and compare what is declared with what is there."""
    try:
        witness.check(of_outcomes(outcomes), code=code, wanted=WANTED)
    except AssertionError as error:
        return [str(error)]
    astray = code == 0 and texts(stage.world) != DECLARED
    return ["live is not as declared"] if astray else []


@pytest.mark.parametrize("group", GROUPS)
def test_every_run_ends_as_the_catalogue_says(
    theatre: Theatre,
    course: Course,
    elsewhere: RawServer,
    group: str,
    figure: Callable[[str], None],
    *,
    full: bool,
) -> None:
    """It tells the truth, and the next run makes it good with nothing done twice."""
    wrong: list[str] = []
    codes: Counter[int] = Counter()
    for number, trouble in enumerate(GROUPS[group]):
        fitting = course.fitting(trouble)
        for place in spread(fitting, number, full=full):
            ends = course.ends(trouble, place)
            fault = replace(trouble.at(fitting.index(place)), to=elsewhere.url)
            with theatre.stage() as stage:
                stage.order(fault)
                found = tried(stage, ends)
            name = f"{trouble.name} at {place + 1} ({course.purposes[place]})"
            wrong += [f"{name}: {one}" for one in found]
            codes[ends] += 1
    told = ", ".join(f"{count} with {code}" for code, count in sorted(codes.items()))
    figure(
        f"fault matrix, {group}: {len(GROUPS[group])} kinds, {codes.total()} runs over "
        f"{len(course.calls)} requests, ended {told}; {len(wrong)} wrong"
    )
    assert not wrong, "\n".join(wrong)
    assert elsewhere.connections == 0
