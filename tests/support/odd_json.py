"""JSON that is real in most places and impossible in a few; as bytes, for a socket."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from functools import partial
from random import Random
from typing import TypeAlias

from wa_sync.model.source import Json


Path: TypeAlias = tuple[str | int, ...]
RAW = "\ue000"
"""Marks a text that is written without quotes: what no value can stand for."""

ODD: tuple[Json, ...] = (
    *(None, True, False, 0, -1, 1, 1.5, "", "x", "0", [], {}, [[]], [None], [{}]),
    *({"": ""}, {"id": None}, {"data": []}, 2**31, 2**63, -(2**63), 2**64, 10**30),
    *("\x00", "\x1b[2J", "\u202e", "\ufeff", "\uffff", "a" * 70_000, "{{1}}", "${x}"),
    *("::error::x", "##[group]x", "../..", "http://127.0.0.1:9/x", "PENDING", "en_US"),
    *(
        "\n" * 9,
        "💥",
        "\u2028",
        "null",
        "1e400",
        "2024-99-99T99:99:99+0000",
        "APPROVED",
    ),
)
RAWS = (
    *("NaN", "-Infinity", "Infinity", "1e400", "-1e400", "9" * 5_000, "1" + "0" * 308),
    *("[" * 1_025 + "]" * 1_025, "[" * 100_000, '{"a":' * 400 + "1" + "}" * 400),
    *('"\\ud800"', '"\\udfff\\ud800"', '"\\ud83d\\ude00"', '"\x01"', "01", "+1", "tru"),
    *('{"a":1,"a":2}', '{"id":"1","id":{}}', '"\\u0000"', "'x'", "/**/1", "[1,]", ""),
)


def places(value: Json, at: Path = ()) -> Iterator[Path]:
    """Yield the place of every value, the root's first."""
    yield at
    if isinstance(value, dict):
        for key, below in value.items():
            yield from places(below, (*at, key))
    elif isinstance(value, list):
        for i, below in enumerate(value):
            yield from places(below, (*at, i))


def changed(value: Json, at: Path, change: Callable[[Json], Json]) -> Json:
    """Return a value with what stands at a place changed."""
    if not at:
        return change(value)
    step, rest = at[0], at[1:]
    if isinstance(value, dict):
        return {
            key: changed(below, rest, change) if key == step else below
            for key, below in value.items()
        }
    if isinstance(value, list):
        return [
            changed(below, rest, change) if i == step else below
            for i, below in enumerate(value)
        ]
    return value


def odd(rng: Random, value: Json) -> Json:
    """Return a value that is wrong in one to three places."""
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        known = list(places(value))
        other = str(rng.choice(known)[-1:])
        wrong = rng.choice(_WRONGS)
        value = changed(value, rng.choice(known), partial(wrong, rng, other))
    return value


def _raw(rng: Random, _: str, __: Json) -> Json:
    return RAW + rng.choice(RAWS)


def _other(rng: Random, _: str, __: Json) -> Json:
    return rng.choice(ODD)


def _without(rng: Random, _: str, old: Json) -> Json:
    if not isinstance(old, dict) or not old:
        return None
    gone = rng.choice(list(old))
    return {key: below for key, below in old.items() if key != gone}


def _with(rng: Random, key: str, old: Json) -> Json:
    return {**old, key: rng.choice(ODD)} if isinstance(old, dict) else key


def _longer(rng: Random, _: str, old: Json) -> Json:
    if isinstance(old, list) and old:
        return [*old, *[rng.choice(old)] * rng.choice((1, 2))]
    return [old]


def _respelt(rng: Random, _: str, old: Json) -> Json:
    if not isinstance(old, str) or RAW in old:
        return str(old)
    return rng.choice((old.lower(), old.upper(), old + "\x00", old * 3, old[:-1]))


_WRONGS = (_raw, _other, _other, _without, _without, _with, _longer, _respelt)


def written(value: Json) -> bytes:
    """Write JSON, and what no JSON can be, as it was meant."""
    text = _MARKED.sub(lambda found: str(json.loads(found[0]))[1:], json.dumps(value))
    return text.encode("utf-8", "surrogatepass")


_MARKED = re.compile(rf'"\{json.dumps(RAW)[1:-1]}(?:[^"\\]|\\.)*"')
