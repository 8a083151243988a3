"""Which languages a plan changes, and which are missed, on its page."""

from __future__ import annotations

from dataclasses import replace

from support import plans
from support.sides import declared, spec

from wa_sync.model.change import Plan
from wa_sync.render.html.matrix import MISSING, Cell, Matrix, matrices


IN_SYNC, UPDATE = Cell("=", "in sync"), Cell("~", "update", "change-1")
MISSED = Cell("∅", "missing: most names have it")


def edited(*keys: str) -> Plan:
    """A plan that updates these templates."""
    changes = tuple(
        plans.update(plans.template(key), {}, {"a": 1}, line=1) for key in keys
    )
    return replace(plans.nothing(), accounts=(plans.account(),), changes=changes)


def test_changes_lead_to_their_place() -> None:
    """Each cell has a sign, and its meaning in words; names in sync are left out."""
    files = [declared(spec(key)) for key in ("a/de", "a/en", "b/de", "b/en", "c/de")]
    assert matrices(edited("a/de"), files, {0: "change-1"}) == [
        Matrix(
            "demo",
            ("de", "en"),
            [("a", [UPDATE, IN_SYNC]), ("c", [IN_SYNC, MISSED])],
        )
    ]


def test_without_the_files_nothing_is_missed() -> None:
    """A saved plan does not hold what is in sync, so nobody knows."""
    found = matrices(edited("a/de", "b/de", "c/en"), (), dict.fromkeys(range(3), "x"))
    (matrix,) = found
    there = Cell("~", "update", "x")
    assert [cells for _, cells in matrix.rows] == [
        [there, None],
        [there, None],
        [None, there],
    ]


def test_what_is_all_in_sync_has_no_matrix() -> None:
    """Nothing to see is not shown."""
    assert matrices(edited(), [declared(spec("a/de"))], {}) == []


def test_names_that_only_lack_a_language_are_limited() -> None:
    """The rest is counted; what is changed is always shown."""
    count = MISSING + 7
    keys = [f"n{number:03}/en" for number in range(count)]
    full = [
        f"f{number:03}/{code}" for number in range(count + 2) for code in ("de", "en")
    ]
    files = [declared(spec(key)) for key in (*keys, *full)]
    (matrix,) = matrices(edited("z/en"), files, {0: "change-1"})
    assert (len(matrix.rows), matrix.left) == (MISSING + 1, 7)
    assert matrix.rows[-1] == ("z", [MISSED, UPDATE])
