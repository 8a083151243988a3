"""A saved plan in the wrong hands: nothing that the checkout does not say is done."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from support.attacked import WRITES, Attacked, Document, attacked, forged
from support.fuzzing import unharmed
from support.road import Road

from wa_sync.errors import StalePlan, UsageProblem
from wa_sync.model.change import Plan
from wa_sync.plan import saved


Figure = Callable[[str], None]
Attack = Callable[[Document], object]

FLIPS = (0x01, 0x02, 0x04, 0x08, 0x10, 0x20, 0x40, 0x80, 0xFF)
STRIDE, SMALL_STRIDE = 4, 500
"""One byte in so many is flipped in a file that is really applied."""
EVIL = "Send your code to {{1}}."


@pytest.fixture
def plan(road: Road) -> Iterator[Attacked]:
    """A saved plan of a create, an edit and a delete, and the account behind it."""
    with attacked(road) as made:
        yield made


def through(content: bytes, fresh: Plan) -> str:
    """Say what becomes of a plan file; all that is left of it is fresh."""
    try:
        left = saved.restrict(fresh, saved.parse(content)).plan
    except (UsageProblem, StalePlan) as error:
        return f"refused with {error.exit_code}"
    assert set(map(id, left.changes)) <= set(map(id, fresh.changes))
    assert [account.limits for account in left.accounts] == [
        account.limits for account in fresh.accounts
    ]
    return "nothing more than was planned"


def applied(plan: Attacked, content: bytes) -> str:
    """Apply a plan file for real; what is written is what the checkout says."""
    ran, writes = plan.tampered(content)
    unharmed(ran)
    assert writes <= WRITES
    assert ran.code in {0, 6, 64}
    assert not writes or ran.code == 0
    return f"exit {ran.code}"


def told(figure: Figure, attack: str, ends: Counter[str]) -> None:
    """Keep how many files there were, and what became of them."""
    ways = ", ".join(f"{count:,} {how}" for how, count in ends.most_common())
    figure(f"plan-bytes: {attack}: {ends.total():,} files ({ways}), 0 foreign writes")


def test_every_byte_and_every_length(
    plan: Attacked, figure: Figure, *, full: bool
) -> None:
    """Each byte flipped in many ways, and each beginning of a plan, adds nothing."""
    content, fresh = plan.content, saved.parse(plan.content)
    step = 1 if full else 8
    flipped = Counter(
        through(_flipped(content, i, flip), fresh)
        for i in range(0, len(content), step)
        for flip in FLIPS
    )
    told(figure, "bytes flipped", flipped)
    cut = Counter(through(content[:i], fresh) for i in range(0, len(content) - 2, step))
    assert cut == {"refused with 64": cut.total()}
    told(figure, "cut off", cut)


@pytest.mark.parametrize("shard", range(4))
def test_bytes_of_a_file_that_is_applied(
    plan: Attacked, figure: Figure, shard: int, *, full: bool
) -> None:
    """Nor does it when the command itself is given the file."""
    step = STRIDE if full else SMALL_STRIDE
    ends = Counter(
        applied(plan, _flipped(plan.content, i, FLIPS[(i + shard) % len(FLIPS)]))
        for i in range(shard * step, len(plan.content), 4 * step)
    )
    told(figure, "bytes flipped, applied by the command", ends)


def _flipped(content: bytes, place: int, flip: int) -> bytes:
    changed = bytearray(content)
    changed[place] ^= flip
    return bytes(changed)


def _each(document: Document) -> dict[str, Document]:
    """Return the changes by their action."""
    return {change["action"]: change for change in document["changes"]}


def _said(part: str, **fields: object) -> Attack:
    return lambda document: _each(document)[part].update(fields)


def _account(**fields: object) -> Attack:
    return lambda document: document["accounts"][0].update(fields)


def _precondition(part: str, **fields: object) -> Attack:
    return lambda document: _each(document)[part]["precondition"].update(fields)


def _more(document: Document) -> None:
    """Delete what nobody said is to go."""
    extra = json.loads(json.dumps(_each(document)["delete"]))
    extra.update(address="message_template.kept/en_US", live_id="1000000000314187")
    document["changes"].append(extra)


def _twice(document: Document) -> None:
    document["changes"] += json.loads(json.dumps(document["changes"]))


def _sent(document: Document) -> None:
    for change in document["changes"]:
        if change["send"]:
            change["send"]["components"][0]["text"] = EVIL


def _asset(document: Document) -> None:
    """Have a file sent that is none of the project's."""
    foreign = {"path": "../../etc/passwd", "content_type": "image/png", "size": 1}
    for change in document["changes"]:
        change["assets"] = [{"at": ["components", 0], "sha256": "0" * 64, **foreign}]


def _declarations(document: Document) -> None:
    """Be no plan at all, but a project of its own."""
    entries = [change["send"] for change in document["changes"] if change["send"]]
    accounts = {"demo": {"waba_id": "102290129340398", "endpoint": "meta"}}
    document.clear()
    document.update(version=1, accounts=accounts, message_templates=entries)


_ZEROS = f"sha256:{'0' * 64}"
STALE: dict[str, Attack] = {
    "another text to send": _sent,
    "another language": lambda d: _each(d)["create"]["send"].update(language="pt_BR"),
    "an edit made a delete": _said("update", action="delete", send=None),
    "a delete made an edit": _said("delete", action="update"),
    "the id of another": _said("delete", live_id="1000000000314187"),
    "no precondition": _precondition("update", exists=False, fingerprint=None),
    "a precondition that always holds": _precondition("update", fingerprint=_ZEROS),
    "another WABA": _account(waba_id="102290129340399"),
    "another endpoint": _account(endpoint="maton"),
    "another number": _account(phone_number_id="106540352242923"),
    "no account": lambda d: d["accounts"].clear(),
    "a file to send": _asset,
}
CREATE = frozenset({"POST made"})
LESS: dict[str, tuple[Attack, frozenset[str]]] = {
    "one more delete": (_more, WRITES),
    "everything twice": (_twice, WRITES),
    "another order": (lambda d: d["changes"].reverse(), WRITES),
    "raised limits": (
        _account(
            limits={"max_deletes": 99, "max_delete_percent": 100, "max_changes": 9}
        ),
        WRITES,
    ),
    "another status": (_precondition("delete", status="in_review"), WRITES),
    "other words": (_said("update", before={}, after={}, diff=[]), WRITES),
    "nothing": (lambda d: d["changes"].clear(), frozenset()),
    "a create": (
        lambda d: d.update(changes=d["changes"][:1]),
        frozenset({"POST made"}),
    ),
    "another address": (
        _said("update", address="message_template.kept/en_US"),
        CREATE | {"DELETE gone"},
    ),
}
NO_PLAN: dict[str, Attack] = {
    "another format": lambda d: d.update(format_version=2),
    "a format that is no number": lambda d: d.update(format_version=True),
    "a time without a zone": lambda d: d["made"].update(at="2026-11-22T08:00:00"),
    "a time that is none": lambda d: d["made"].update(at="now"),
    "a kind of change that is none": _said("create", action="destroy"),
    "an address that is none": _said("create", address="made"),
    "declarations": _declarations,
}


@pytest.mark.parametrize("name", STALE)
def test_what_says_otherwise_is_stale(plan: Attacked, name: str) -> None:
    """With digests that are right again, another content still ends the run."""
    document = plan.document()
    STALE[name](document)
    ran, writes = plan.tampered(forged(document))
    unharmed(ran)
    assert (ran.code, writes) == (6, frozenset())


@pytest.mark.parametrize("name", LESS)
def test_what_says_less_or_more_does_not_do_more(plan: Attacked, name: str) -> None:
    """What the checkout does not say is left out; what it says is done once."""
    attack, expected = LESS[name]
    document = plan.document()
    attack(document)
    ran, writes = plan.tampered(forged(document))
    unharmed(ran)
    assert (ran.code, writes) == (0, expected)


def test_deletes_wait_for_what_is_asked_for_no_more(plan: Attacked) -> None:
    """An approved update that no file says keeps the delete back, and ends with 7."""
    document = plan.document()
    _said("update", address="no_such_kind.edited/en_US")(document)
    ran, writes = plan.tampered(forged(document))
    unharmed(ran)
    assert (ran.code, writes) == (7, CREATE)


def test_an_account_that_is_not_there_is_a_usage_error(plan: Attacked) -> None:
    """A plan chooses its accounts, and the project has to have them."""
    document = plan.document()
    _account(name="other")(document)
    ran, writes = plan.tampered(forged(document))
    unharmed(ran)
    assert (ran.code, writes) == (64, frozenset())


@pytest.mark.parametrize("name", NO_PLAN)
def test_what_is_no_plan_is_a_usage_error(plan: Attacked, name: str) -> None:
    """Another version, and what makes no sense, is told apart from what is stale."""
    document = plan.document()
    NO_PLAN[name](document)
    ran, writes = plan.tampered(json.dumps(document).encode())
    unharmed(ran)
    assert (ran.code, writes) == (64, frozenset())


@pytest.mark.parametrize("hours", [-25, 1])
def test_a_plan_is_good_for_a_day(plan: Attacked, hours: int) -> None:
    """Yesterday's plan is stale, and so is tomorrow's."""
    document = plan.document()
    moment = datetime.now(UTC) + timedelta(hours=hours)
    document["made"]["at"] = moment.isoformat()
    ran, writes = plan.tampered(forged(document))
    assert (ran.code, writes) == (6, frozenset())


def test_a_plan_is_good_once(plan: Attacked) -> None:
    """Replayed, a plan finds that all of it is done, and writes nothing."""
    first, writes = plan.tampered(plan.content)
    assert (first.code, writes) == (0, WRITES)
    number = len(plan.calls())
    again = plan.apply("plan.json")
    unharmed(again)
    assert again.code == 0
    assert {call.partition(" ")[0] for call in plan.calls()[number:]} == {"GET"}


def test_two_plans_spliced_are_none(plan: Attacked, figure: Figure) -> None:
    """Half of one plan and half of another do not make one that is carried out."""
    other = plan.content.replace(b"New.", EVIL.encode()).replace(b"Hello.", b"Hi.")
    ends = Counter(
        applied(plan, plan.content[:i] + other[j:])
        for i in range(0, len(plan.content), 211)
        for j in (i, i + len(other) - len(plan.content))
    )
    told(figure, "spliced", ends)


def test_limits_are_those_of_the_checkout(plan: Attacked) -> None:
    """A plan that its limits stop is stopped as well when the file raises them."""
    limited = plan.narrowed("    limits: {max_deletes: 0}\n")
    limited["accounts"][0]["limits"]["max_deletes"] = 5
    limited["safety"] = []
    ran, writes = plan.tampered(forged(limited))
    unharmed(ran)
    assert (ran.code, writes) == (5, frozenset())
