"""Reads one file in a process of its own that may not grow."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path


ROOM = 200 * 1024 * 1024
PATIENCE = 60  # seconds; tests are never timed, but they end

_READ = """
import json, resource, sys
from wa_sync.config.reader import read
room = {room}
resource.setrlimit(resource.RLIMIT_AS, (room + {base}, room + {base}))
reading = read(sys.stdin.buffer.read(), "bomb.yaml", {{}})
print(json.dumps([d.finding.rule for d in reading.diagnostics]))
"""
_BASE = 150 * 1024 * 1024
"""Address space that an interpreter with its libraries has without having used it."""


def rules_of(content: bytes) -> list[str]:
    """Return the rules that a file breaks, read within 200 MB."""
    done = subprocess.run(
        [sys.executable, "-c", _READ.format(room=ROOM, base=_BASE)],
        input=content,
        capture_output=True,
        timeout=PATIENCE,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert done.returncode == 0, done.stderr.decode()[-2_000:]
    found: list[str] = json.loads(done.stdout)
    return found
