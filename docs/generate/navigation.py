"""The order of the site is the order of the links on its first page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from collections.abc import Iterable

_LINKED = re.compile(r"^- \[[^\]]+\]\(([^)#]+\.md)\)", re.MULTILINE)


def added(page: str) -> str:
    """Append a hidden table of contents: what the page's lists link to, in order."""
    return f"{page}\n{contents(dict.fromkeys(_LINKED.findall(page)))}"


def contents(names: Iterable[str]) -> str:
    """Return a hidden table of contents of these pages."""
    lines = ["```{toctree}", ":hidden:", "", *names, "```", ""]
    return "\n".join(lines)
