"""The far side of ``fork_server``: imports wa-sync once, then forks a run an order.

Orders and answers are lines of JSON. A child ends by ``os._exit``, as its parent has
things open that are not its own; it is reaped only when that is asked for, so that
its number stays its own for as long as somebody may want to kill it.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from support import trap

from wa_sync.cli.main import run


if TYPE_CHECKING:
    from typing import NoReturn


WARM = """\
version: 1
accounts:
  warm: {waba_id: "102290129340398", phone_number_id: "106540352242922"}
message_templates:
  - name: warm
    language: en_US
    category: UTILITY
    components:
      - {type: BODY, text: Everything that is imported late is imported now.}
business_profile:
  about: Warm
"""


def main() -> None:
    """Serve orders from standard input until it ends."""
    answers = os.fdopen(os.dup(1), "wb", buffering=0)
    _point(os.devnull, 1, os.O_WRONLY)
    _warm()
    for line in sys.stdin.buffer:
        _serve(json.loads(line), answers)


def _serve(order: dict[str, Any], answers: BinaryIO) -> None:
    if "reap" in order:
        _, status = os.waitpid(order["reap"], 0)
        _say(answers, os.waitstatus_to_exitcode(status))
        return
    pid = os.fork()
    if pid == 0:
        _begin(order)
    _say(answers, pid)


def _say(answers: BinaryIO, number: int) -> None:
    answers.write(b"%d\n" % number)


def _begin(order: dict[str, Any]) -> NoReturn:
    """Become the run that was ordered; nothing of the parent's is left to it."""
    code = 1
    try:
        _point(os.devnull, 0, os.O_RDONLY)
        _point(order["out"], 1, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        _point(order["err"], 2, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.environ.clear()
        os.environ.update(order["env"])
        os.chdir(order["cwd"])
        if order["trap"] is not None:
            trap.arm(trap.Trap(**order["trap"]))
        code = run(order["argv"])
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(code)


def _point(path: str, descriptor: int, flags: int) -> None:
    opened = os.open(path, flags, 0o600)
    os.dup2(opened, descriptor)
    os.close(opened)


def _warm() -> None:
    """Apply once to a sandbox of its own, so that a run imports nothing any more.

    How that ends is no matter here: a run is only slower after one that failed.
    """
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_STATE_HOME"] = f"{folder}/state"
        (Path(folder) / "wa-sync.yaml").write_text(WARM, encoding="utf-8")
        for argv in (
            ["plan", "-q", "--sandbox", "--out", f"{folder}/plan.json", "-o", "json"],
            ["apply", "--sandbox", "--yes", "-q", f"{folder}/plan.json"],
            ["import", "--sandbox", "--all", "-q", "--out", f"{folder}/imported"],
        ):
            run(["-C", folder, *argv])
    sys.stdout.flush()
    gc.collect()
    gc.freeze()


if __name__ == "__main__":
    main()
