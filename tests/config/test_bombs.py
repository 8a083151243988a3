from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable

import pytest
from support.bombs import BOMBS
from support.limited import answered, rules_of, validated


Figure = Callable[[str], None]


@pytest.mark.parametrize("name", BOMBS)
def test_bombs(name: str) -> None:
    """A file made to exhaust the reader is refused, with the reason, in 200 MB."""
    text, rule = BOMBS[name]
    assert rules_of(text.encode())[-1] == rule


@pytest.mark.parametrize(
    "name", ["aliases", "merges", "closed flow", "huge key", "long text", "merge loop"]
)
def test_bombs_end_a_command_with_3(name: str, figure: Figure) -> None:
    """So does the whole command, in its own words and by no signal."""
    text, rule = BOMBS[name]
    held = validated(text.encode())
    assert held.value[0] == 3
    assert f"[{rule}]" in held.value[1]
    told(figure, f"validate: {name}", held.peak)


DEEP = b'{"a":' * 1_000_000
PACKED = {
    "gzip": ("gzip", gzip.compress(bytes(1 << 28), mtime=0), "oversized"),
    "deflate": ("deflate", zlib.compress(bytes(1 << 28)), "oversized"),
    "lists": ("identity", b"[" * 10_000_000, "no JSON, but"),
    "objects": ("identity", DEEP, "no JSON, but"),
    "closed": ("identity", b"[" * 1_000 + b"]" * 1_000, "JSON that is nested more"),
    "digits": ("identity", b"9" * 10_000_000, "no JSON, but"),
    "packed depth": ("gzip", gzip.compress(b"[" * (1 << 25)), "no JSON, but"),
}


@pytest.mark.parametrize("name", PACKED)
def test_answers_that_are_bombs(name: str, figure: Figure) -> None:
    """An answer made to exhaust the client is none, and takes no memory."""
    encoding, content, said = PACKED[name]
    held = answered(content, encoding)
    assert held.value.startswith(said)
    told(figure, f"answer: {name}", held.peak)


def told(figure: Figure, name: str, peak: int) -> None:
    """Keep how much memory a bomb took."""
    figure(f"bomb: {name}: {peak / 2**20:.0f} MB at most")


def test_a_hundred_thousand_keys_are_fine() -> None:
    """A large file that is what it says it is, is read."""
    text = "\n".join(f"key{i}: value" for i in range(100_000))
    assert rules_of(text.encode()) == []
