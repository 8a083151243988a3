"""What a run said it did, held against what the server knows was done.

Jepsen's lesson: define what "acknowledged" means, keep the history, and check it
against the promise. Used after every test that lets something go wrong::

    witness = Witness(world)            # from here on
    with witness.aside():               # somebody else acts: a person, Meta
        ...
    ...                                 # one run, or several
    witness.check(of_outcomes(outcomes), code=code, wanted={...})

A run acknowledges by its outcomes (``of_outcomes``), by the JSON report of ``apply -o
json`` (``of_report``), or by pairs of address and state (``of_states``, for a journal).
``claims=None`` is a run that was killed: it said nothing, so any change may have been
made once. What is held to be true, for everything since the witness was called:

- *done* is one mutation of that object in the server's history; *unknown* is one or
  none; every other state, and an object that no claim names, is none;
- no object is created twice without being deleted in between;
- no edit leaves the object with the content that it had;
- every delete names ``hsm_id`` and ``name``, and takes one object;
- with exit code 0, the server's data hold what is ``wanted``, whatever the run says.

``wanted`` maps an address to a part of the object as the server keeps it (a mapping
holds a part, lists hold item by item), or to None for what must not be there.
``account`` narrows it all to one account of several. ``check`` raises AssertionError
with every broken promise; ``mutations`` and ``calls`` are there for figures. A server
of another process is looked at by ``world_of(Store(path))``.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from wa_sync.canonical import equal
from wa_sync.model.account import Account
from wa_sync.model.report import Outcome
from wa_sync.model.source import Json, Spec, array, mapping, text
from wa_sync.sandbox import ledger
from wa_sync.sandbox.store import Value, whole
from wa_sync.sandbox.world import World


MEDDLED = frozenset(
    {"status", "last_updated_time", "rejected_reason", "quality_score"}
    | {"previous_category", "correct_category"}
)
"""What Meta changes by itself; it is no content."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What a run says became of one change."""

    address: str
    state: str
    account: str | None = None


@dataclass(frozen=True, slots=True)
class Mutation:
    """What the server did: ``before`` and ``after`` are contents, None for nothing."""

    number: int
    what: str
    address: str
    owner: str
    before: Spec | None
    after: Spec | None


Claims = Sequence[Claim] | None


def of_outcomes(outcomes: Iterable[Outcome]) -> list[Claim]:
    """Read what ``apply`` yields."""
    return [
        Claim(str(one.change.address), one.state.value, one.change.account)
        for one in outcomes
    ]


def of_report(document: str | Spec) -> list[Claim]:
    """Read the document of ``apply -o json``."""
    read = mapping(json.loads(document) if isinstance(document, str) else document)
    return [
        Claim(text(one["address"]), text(one["state"]), text(one["account"]))
        for one in map(mapping, array(read["outcomes"]))
    ]


def of_states(states: Iterable[tuple[str, str]]) -> list[Claim]:
    """Read pairs of address and state, as a journal has them."""
    return [Claim(address, state) for address, state in states]


@dataclass
class Witness:
    """Knows what the server did since it was called, and what was done aside."""

    world: World
    account: Account | None = None
    _since: tuple[int, int] = field(init=False)
    _aside: list[tuple[tuple[int, int], tuple[int, int]]] = field(
        init=False, default_factory=list
    )

    def __post_init__(self) -> None:
        """Begin now."""
        self._since = self._now()

    @contextmanager
    def aside(self) -> Iterator[None]:
        """What happens in this block is somebody else's doing."""
        begin = self._now()
        yield
        self._aside.append((begin, self._now()))

    def mutations(self) -> list[Mutation]:
        """Return what was done to objects, in its order, without what was aside."""
        rows = self.world.store.rows(
            "SELECT seq, what, object, kind, owner, name, variant, before FROM event"
            " WHERE seq > ? AND what IN ('create', 'edit', 'delete') ORDER BY seq",
            (self._since[0],),
        )
        made = (self._mutation(*row) for row in rows if self._ours(0, whole(row[0])))
        return [one for one in made if self._owns(one.owner)]

    def calls(self) -> list[Spec]:
        """Return the requests that arrived, in their order, without what was aside."""
        entries = ledger.entries(self.world, self._since[1])
        return [one for one in entries if self._ours(1, int(str(one["number"])))]

    def check(
        self,
        claims: Claims,
        *,
        code: int | None = None,
        wanted: Mapping[str, Spec | None] | None = None,
    ) -> None:
        """Raise AssertionError with all that is not as it was said, or promised."""
        mine = self.mutations()
        wrong = [
            *([] if claims is None else _unkept(self._claimed(claims), mine)),
            *_created_twice(mine),
            *_wasted(mine),
            *_careless(self.calls()),
            *([] if code != 0 or wanted is None else self._missing(wanted)),
        ]
        assert not wrong, "\n".join([*wrong, "the server did:", *map(_line, mine)])

    def _claimed(self, claims: Sequence[Claim]) -> list[Claim]:
        if self.account is None:
            return list(claims)
        return [c for c in claims if c.account in {None, self.account.name}]

    def _ours(self, which: int, number: int) -> bool:
        return not any(a[which] < number <= z[which] for a, z in self._aside)

    def _now(self) -> tuple[int, int]:
        rows = self.world.store.rows("SELECT coalesce(max(seq), 0) FROM event")
        return whole(rows[0][0]), ledger.last(self.world)

    def _mutation(self, seq: Value, what: Value, thing: Value, *row: Value) -> Mutation:
        kind, owner, name, variant = map(str, row[:4])
        return Mutation(
            number=whole(seq),
            what=str(what),
            address=f"{kind}.{f'{name}/{variant}' if name else owner}",
            owner=owner,
            before=_kept(row[4]),
            after=None if what == "delete" else self._after(whole(seq), whole(thing)),
        )

    def _after(self, seq: int, thing: int) -> Spec | None:
        """Return how an object was left: as the next event found it, or as it is."""
        later = self.world.store.rows(
            "SELECT before FROM event WHERE object = ? AND seq > ? AND before NOT NULL"
            " ORDER BY seq LIMIT 1",
            (thing, seq),
        )
        if later:
            return _kept(later[0][0])
        found = self.world.store.rows("SELECT doc FROM object WHERE seq = ?", (thing,))
        return mapping(json.loads(str(found[0][0]))) if found else None

    def _missing(self, wanted: Mapping[str, Spec | None]) -> Iterator[str]:
        for address, part in wanted.items():
            doc = self.live(address)
            if part is None and doc is not None:
                yield f"{address} should be gone with exit code 0, and is there"
            elif part is not None and (doc is None or not holds(doc, part)):
                yield f"{address} is not as desired with exit code 0: {doc}"

    def live(self, address: str) -> Spec | None:
        """Return an object as the server keeps it; None where there is none."""
        kind, _, key = address.partition(".")
        name, slash, variant = key.partition("/")
        found = self.world.objects.select(
            kind,
            "name = ? AND variant = ?" if slash else "owner = ?",
            (name, variant) if slash else (name,),
        )
        return next((one.doc for one in found if self._owns(one.owner)), None)

    def _owns(self, owner: str) -> bool:
        mine = self.account
        return mine is None or owner in {mine.waba_id, mine.phone_number_id}


def holds(whole_of_it: Json, part: Json) -> bool:
    """Whether a value has everything that a part of it names."""
    if isinstance(part, Mapping):
        there = mapping(whole_of_it)
        return all(key in there and holds(there[key], part[key]) for key in part)
    if isinstance(part, list):
        listed = array(whole_of_it)
        return len(listed) == len(part) and all(map(holds, listed, part))
    return equal(whole_of_it, part)


def _kept(before: Value) -> Spec | None:
    """Read the document that an event kept."""
    return None if before is None else mapping(mapping(json.loads(str(before)))["doc"])


def _unkept(claims: Sequence[Claim], mutations: Sequence[Mutation]) -> Iterator[str]:
    """Count what was done to each object, and compare with what was said."""
    made = Counter(one.address for one in mutations)
    said = {address: Counter[str]() for address in made}
    for claim in claims:
        said.setdefault(claim.address, Counter())[claim.state] += 1
    for address, states in said.items():
        least = states["done"]
        most = least + states["unknown"]
        if not least <= made[address] <= most:
            told = ", ".join(states) or "nothing"
            yield f"{address}: the run says {told}; {made[address]} mutations were made"


def _created_twice(mutations: Sequence[Mutation]) -> Iterator[str]:
    there: set[tuple[str, str]] = set()
    for one in mutations:
        key = (one.owner, one.address)
        if one.what == "create" and key in there:
            yield f"{one.address} was created twice"
        if one.what == "create":
            there.add(key)
        if one.what == "delete":
            there.discard(key)


def _wasted(mutations: Sequence[Mutation]) -> Iterator[str]:
    for one in mutations:
        same = one.what == "edit" and equal(_content(one.before), _content(one.after))
        if same:
            yield f"{one.address} was edited without being changed"


def _content(doc: Spec | None) -> Json:
    return {k: v for k, v in (doc or {}).items() if k not in MEDDLED}


def _careless(calls: Iterable[Spec]) -> Iterator[str]:
    for call in calls:
        named = mapping(call["args"]).keys() & {"hsm_id", "name"}
        if call["method"] == "DELETE" and len(named) != 2:
            yield f"a delete did not name hsm_id and name: {call['args']}"


def _line(one: Mutation) -> str:
    return f"  {one.number}: {one.what} {one.address}"
