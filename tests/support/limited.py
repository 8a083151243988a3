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
# not getrusage: its figure begins with what the process that started this one had
status = open("/proc/self/status").read()
print(json.dumps([value, int(status.partition("VmHWM:")[2].split()[0]) * 1024]))
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
_VALIDATE = """
import io
from wa_sync.cli.main import run
shown, said = sys.stdout, io.TextIOWrapper(io.BytesIO())
sys.stdout = said
code = run(["validate", "-"])
sys.stdout = shown
said.seek(0)
value = [code, said.read()[-2000:]]
"""


@dataclass(frozen=True, slots=True)
class Held:
    """What came out, and the most memory that was in use, in bytes."""

    value: Any
    peak: int


def rules_of(content: bytes) -> list[str]:
    """Return the rules that a file breaks, read within 200 MB."""
    found: list[str] = _held(_READ, content=content).value
    return found


def validated(content: bytes) -> Held:
    """Validate a file within 200 MB; return the exit code and what was said last."""
    return _held(_VALIDATE, content=content)


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
