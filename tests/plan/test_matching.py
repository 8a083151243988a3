from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.plan.matching import stayed


if TYPE_CHECKING:
    from wa_sync.model.source import Json


def alike(one: Json, other: Json) -> bool:
    """Everything is like everything."""
    return (one, other) != (None, None)


def test_equal_first() -> None:
    """An item is paired with its equal, though another one is alike too."""
    assert stayed(["a", "b"], ["b"], alike) == {1: 0}


def test_rest() -> None:
    """What has no equal is paired with what is alike, each with one."""
    assert stayed(["a", "b", "c"], ["x", "b", "y", "z"], alike) == {0: 0, 1: 1, 2: 2}


def test_order() -> None:
    """What moved is not among what stayed."""
    assert stayed([1, 2, 3], [3, 1, 2], alike) == {0: 1, 1: 2}


def test_nothing() -> None:
    """Empty lists have nothing that stayed."""
    assert stayed([], [], alike) == {}
