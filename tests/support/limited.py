"""Reads what is made to exhaust the reader in a process that may not grow."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any


ROOM = 200 * 1024 * 1024
PATIENCE = 60  # seconds; tests are never timed, but they end
_BASE = 150 * 1024 * 1024
"""Address space that an interpreter with its libraries has without having used it."""

_LIMIT = f"""
import json, resource, sys
most = {ROOM + _BASE}
resource.setrlimit(resource.RLIMIT_AS, (most, most))
"""
_SAY = """
used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps([value, used * 1024]))
"""
_READ = """
from wa_sync.config.reader import read
reading = read(sys.stdin.buffer.read(), "bomb.yaml", {})
value = [d.finding.rule for d in reading.diagnostics]
"""
_INSPECT = """
from pathlib import Path
from wa_sync.config.assets import inspect
seen = inspect(Path(sys.argv[1]), sys.argv[2])
value = [seen.content_type, seen.size] if hasattr(seen, "size") else [seen.rule]
"""
_ANSWER = """
from wa_sync.http import body
from wa_sync.http.secret import redact
headers = (("content-encoding", sys.argv[1]),)
try:
    value = body.answer(200, headers, sys.stdin.buffer.read(), 1 << 26, redact).garbled
except body.Oversized:
    value = "oversized"
"""


@dataclass(frozen=True, slots=True)
class Held:
    """What came out, and the most memory that was in use, in bytes."""

    value: Any
    peak: int


def rules_of(content: bytes) -> list[str]:
    """Return the rules that a file breaks, read within 200 MB."""
    found: list[str] = read_of(content).value
    return found


def read_of(content: bytes) -> Held:
    """Read a file within 200 MB, and say which rules it breaks."""
    return _held(_READ, content=content)


def inspected(root: Path, path: str) -> Held:
    """Look at a sample within 200 MB, and say what it is."""
    return _held(_INSPECT, str(root), path)


def answered(content: bytes, encoding: str) -> Held:
    """Take an answer within 200 MB, and say why it is none."""
    return _held(_ANSWER, encoding, content=content)


def _held(script: str, *argv: str, content: bytes = b"") -> Held:
    done = subprocess.run(
        [sys.executable, "-c", _LIMIT + script + _SAY, *argv],
        input=content,
        capture_output=True,
        timeout=PATIENCE,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert done.returncode == 0, done.stderr.decode()[-2_000:]
    value, peak = json.loads(done.stdout)
    return Held(value, peak)
