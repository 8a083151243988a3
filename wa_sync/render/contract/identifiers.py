"""Names of templates → names of types: no two are alike, and none means anything else.

Every name ends in ``Message``, so none is a keyword or a type of the language itself.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

ALL = "Message"
"""The type of any message."""
_PIECE = re.compile(r"[A-Za-z0-9]+")


def identifiers(names: Iterable[str]) -> Mapping[str, str]:
    """Return name → type, like ``order_update`` → ``OrderUpdateMessage``.

    Where several come to the same, all but the first by name are numbered.
    """
    found: dict[str, str] = {}
    taken: set[str] = set()
    for name in sorted(names):
        first = _type(name)
        made, number = first, 2
        while made in taken:
            made, number = f"{first}{number}", number + 1
        taken.add(made)
        found[name] = made
    return found


def camel(name: str) -> str:
    """Write letters and digits as one word: ``order_update`` → ``OrderUpdate``."""
    return "".join(one[0].upper() + one[1:] for one in _PIECE.findall(name))


def _type(name: str) -> str:
    whole = camel(name)
    lead = "T" if not whole or whole[0].isdigit() else ""
    return f"{lead}{whole}Message"
