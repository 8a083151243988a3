from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from support.jsons import VALUES

from wa_sync import canonical


if TYPE_CHECKING:
    from wa_sync.model.source import Json


class TestEqual:
    """Equality is that of canonical JSON."""

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ({"a": 1, "b": [2]}, {"b": [2], "a": 1}),
            (2**70, 2**70),
            ({"b": 2**70, "a": 1}, {"a": 1, "b": 2**70}),
            ("\ud800", "\ud800"),
        ],
    )
    def test_same(self, one: Json, other: Json) -> None:
        """The order of keys does not count, and no value is out of reach."""
        assert canonical.equal(one, other)

    @pytest.mark.parametrize(
        ("one", "other"),
        list(itertools.combinations([True, 1, 1.0, "1", [1], None, "", {}, []], 2)),
    )
    def test_different(self, one: Json, other: Json) -> None:
        """What JSON tells apart is told apart, also where Python does not."""
        assert not canonical.equal(one, other)

    def test_huge(self) -> None:
        """Integers beyond 64 bits are compared exactly."""
        assert not canonical.equal(2**70, 2**70 + 1)

    @given(VALUES, VALUES)
    def test_fingerprint(self, one: Json, other: Json) -> None:
        """Fingerprints are equal exactly if the values are."""
        same = canonical.fingerprint(one) == canonical.fingerprint(other)
        assert same == canonical.equal(one, other)

    def test_fingerprint_is_stable(self) -> None:
        """A saved fingerprint is found again by every later version."""
        assert canonical.fingerprint({"b": "é", "a": [True, None, 1]}) == (
            "sha256:bcc3b7af706723a67ea060cc89957846566530622c4cd3ce57470eb63a0e1775"
        )
