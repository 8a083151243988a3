"""What holds whatever comes in, and the loop that tries it thousands of times."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from random import Random
from typing import NoReturn

from support.road import Ran

from wa_sync.errors import ApiError, WaSyncError
from wa_sync.render.sinks.terminal import line


CANARY = "EAAcanarycanarycanarycanary0000"
EXIT_CODES = frozenset(
    {0, 2, 3, 4, 5, 6, 7, 8, 9, 64, 74, 75, 77, 78, 130, 143},
)
"""DESIGN §4, without 1: what is unexpected is what is looked for here."""


def each(
    kind: str, numbers: Iterable[int], door: Callable[[Random], object]
) -> Counter[str]:
    """Send one input for each number through a door, and count how they ended.

    An input is the same whenever its kind and number are. What escapes and is not
    one of our own errors fails, with the input's name.
    """
    ends: Counter[str] = Counter()
    for number in numbers:
        name = f"{kind}:{number}"
        try:
            ends[str(door(Random(name)))] += 1  # noqa: S311 - the same each time
        except WaSyncError as error:
            explained(error)
            ends[type(error).__name__] += 1
        except Exception as error:
            raise AssertionError(f"the input {name!r} did harm") from error
    return ends


def explained(error: WaSyncError) -> None:
    """Hold that an error has a code, and words that can be shown to anybody."""
    assert error.exit_code in EXIT_CODES or isinstance(error, ApiError)
    told = f"{error.message} {error.hint or ''}"
    assert CANARY not in told
    line("{}", told).encode()


def unharmed(ran: Ran, *, as_json: bool = False) -> None:
    """Hold that a command ended with a code of the table and in words of its own."""
    said = ran.out + ran.err
    assert ran.code in EXIT_CODES, (ran.code, said)
    assert "Traceback" not in said
    assert "mistake in wa-sync" not in said
    assert CANARY not in said
    if as_json and ran.out:
        strict(ran.out)


def strict(document: str) -> None:
    """Hold that a text is JSON as RFC 8259 has it, and can be sent as UTF-8."""
    document.encode()
    json.loads(document, parse_constant=_constant)


def _constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")


def tree(folder: Path) -> dict[str, tuple[int, int, int]]:
    """Return what would change if anything below a folder were written."""
    found = {}
    for path in folder.rglob("*"):
        about = path.lstat()
        found[str(path)] = (about.st_mtime_ns, about.st_size, about.st_mode)
    return found
