"""Answers that would fill the memory, met in a process that may not grow."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest
from support.raw_server import Step, Wire, endless, raw_server, reply


MIB = 2**20
ROOM = 300 * MIB
BASE = 150 * MIB
"""Address space that an interpreter with its libraries has without having used it."""
PATIENCE = 120  # seconds; tests are never timed, but they end
ASK = """
import json, resource, sys
from wa_sync.http.bounds import Bounds
from wa_sync.http.client import Http
from wa_sync.http.exchange import Call, Line
from wa_sync.http.origins import parse_override
from wa_sync.http.secret import Secret
url, most = sys.argv[1], int(sys.argv[2])
resource.setrlimit(resource.RLIMIT_AS, (most, most))
line = Line(origin=parse_override(url), token=Secret("EAAboundedmemory0000"), rate=10)
with Http(bounds=Bounds(attempts=2), wait=lambda _: False) as http:
    end = http.exchange(line, Call(method="GET", path="/v23.0/1"))
print(json.dumps([end.fate, end.got.reason]))
"""


def bomb(wire: Wire) -> bool:
    """Send a little that unpacks to a lot."""
    packed = gzip.compress(b" " * (512 * MIB), 1)
    return reply(raw=packed, headers={"Content-Encoding": "gzip"})(wire)


@pytest.mark.costly
@pytest.mark.parametrize(
    "step",
    [
        bomb,
        endless(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", b" " * 65_536),
        endless(
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
            b"10000\r\n" + b" " * 65_536 + b"\r\n",
        ),
        endless(b"HTTP/1.1 200 OK\r\n", b"X-Header: " + b"a" * 1_000 + b"\r\n"),
    ],
    ids=["bomb", "without end", "in chunks", "headers without end"],
)
def test_no_answer_takes_more_room_than_there_is(step: Step) -> None:
    """N10: 300 MB are enough, and what comes is only an answer that failed."""
    with raw_server(step) as server:
        done = subprocess.run(
            [sys.executable, "-c", ASK, server.url, str(BASE + ROOM)],
            capture_output=True,
            timeout=PATIENCE,
            check=False,
            cwd=Path(__file__).parents[2],
        )
    assert done.returncode == 0, done.stderr.decode()[-2_000:]
    fate, reason = json.loads(done.stdout)
    assert fate == "unknown"
    assert reason in {
        "the answer is larger than 64 MiB",
        "the answer broke off or was no HTTP",
    }
