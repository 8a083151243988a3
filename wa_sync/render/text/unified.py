"""Two texts of a file → the lines that differ, as ``diff -u`` writes them."""

from __future__ import annotations

from difflib import unified_diff

from wa_sync.render.sinks.terminal import Text, line
from wa_sync.render.style import Role, Style


_ROLES = {"+": Role.ADDED, "-": Role.REMOVED, "@": Role.FAINT}


def unified(path: str, before: str, after: str, style: Style) -> Text:
    """Write a unified diff; nothing where the texts are equal.

    A last line without a line feed is marked, as everywhere.
    """
    found = []
    for i, one in enumerate(unified_diff(_lines(before), _lines(after), path, path)):
        role = Role.STRONG if i < _HEADER else _ROLES.get(one[:1])
        bare = one.removesuffix("\n")
        shown = Text.escape(bare) if role is None else style.paint(role, bare)
        found.append(line("{}\n", shown))
        if bare == one:
            found.append(Text("\\ No newline at end of file\n"))
    return Text("").join(found)


def _lines(text: str) -> list[str]:
    """Cut at line feeds only, as YAML 1.2 and people do."""
    *lines, last = text.split("\n")
    return [*(f"{one}\n" for one in lines), *([last] if last else [])]


_HEADER = 2
"""The two lines that name the file."""
