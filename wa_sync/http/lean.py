"""httpx without its own command line.

``import httpx`` also imports the program ``httpx`` if it can, and with it rich and
Pygments: more than half of the time that the import takes, for nothing that is used.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from collections.abc import Iterator


__all__ = ["httpx"]


@contextmanager
def _hidden(name: str) -> Iterator[None]:
    """Let a module that is not imported yet look as if it were not installed."""
    known = name in sys.modules
    if not known:
        # what Python documents for this; the type does not say so
        sys.modules[name] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        if not known:
            del sys.modules[name]


with _hidden("httpx._main"):
    import httpx
