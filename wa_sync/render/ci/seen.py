"""Where a file is, as a CI system sees it: from the top of the checkout."""

from __future__ import annotations

from posixpath import normpath


def seen(prefix: str, path: str) -> str:
    """Lead to a file from the top; ``prefix`` leads to where our paths begin.

    From below the project's folder, paths begin with ``../``: no system follows that.
    """
    return normpath(prefix + path) if path.startswith("../") else prefix + path
