"""Say how many mutants died, and fail where too many lived: python … STATS."""

from __future__ import annotations

import json
import sys
from pathlib import Path


FLOOR = 90.0


def main() -> int:
    """Read what mutmut counted; a timeout is a death, a suspicion is none."""
    stats = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    dead = stats["killed"] + stats["timeout"] + stats["segfault"]
    tried = dead + stats["survived"] + stats["no_tests"] + stats["suspicious"]
    score = 100 * dead / tried if tried else 0.0
    sys.stdout.write(
        f"mutation: {dead} of {tried} mutants died: {score:.1f} % "
        f"({FLOOR:.0f} % are asked for)\n"
    )
    return 0 if score >= FLOOR else 1


if __name__ == "__main__":
    sys.exit(main())
