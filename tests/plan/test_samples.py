"""Samples put in the place where they go, so that their bytes can be compared."""

from __future__ import annotations

from wa_sync.model.resource import Asset
from wa_sync.model.source import Pointer
from wa_sync.plan.samples import marked, new_bytes


ONE = Asset("a.png", "image/png", 10, "1" * 64)
TWO = Asset("a.png", "image/png", 10, "2" * 64)


def test_only_what_both_have_can_be_compared() -> None:
    """A sample that came or went is told by the fields beside it."""
    base: dict[Pointer, Asset] = {("x",): ONE, ("y",): ONE, ("z",): ONE}
    head: dict[Pointer, Asset] = {("x",): TWO, ("y",): ONE, ("w",): TWO}
    assert new_bytes(base, head) == {("x",): (ONE, TWO)}


def test_a_mark_stands_where_the_sample_goes() -> None:
    """What is on the way there is made; a part that is not there gets none."""
    spec = {"parts": [{"a": 1}, {"b": 2}]}
    assert marked(spec, {("parts", 1, "handle"): ONE}) == {
        "parts": [{"a": 1}, {"b": 2, "handle": f"a.png ({'1' * 12})"}]
    }
    assert marked(spec, {("new", "handle"): ONE}) == {
        **spec,
        "new": {"handle": f"a.png ({'1' * 12})"},
    }
    assert marked(spec, {("parts", 7, "handle"): ONE}) == spec
    assert marked({}, {(0, "handle"): ONE}) == {}
