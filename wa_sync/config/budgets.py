"""How much a project may make us read; each figure is a limit of DESIGN §5, Trust."""

from __future__ import annotations

from dataclasses import dataclass


MAX_FILE_BYTES = 32 * 1024 * 1024
MAX_PROJECT_BYTES = 64 * 1024 * 1024
MAX_FILES = 100_000
MAX_DEPTH = 50
MAX_NODES = 5_000_000
MAX_EXPANDED_NODES = 200_000
MAX_EXPANDED_CHARACTERS = 16 * 1024 * 1024
"""An alias is two characters however long the text is that it repeats."""
MAX_KEY_CHARACTERS = 1_024
MAX_PROBLEMS = 100
"""Of one file: past it the file is something else than what it says it is."""
MAX_PURE_CHARACTERS = 256 * 1024
"""PyYAML's own parser takes a second for this; it is needed only in rare cases."""


@dataclass(slots=True)
class Budget:
    """What is left for the files of one project; reading a file takes from it."""

    size: int = MAX_PROJECT_BYTES
    nodes: int = MAX_NODES
