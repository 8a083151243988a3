"""The command line of wa-sync, run in this process against the machine's sandbox."""

from __future__ import annotations

import io
import json
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

from support.machine_config import Config
from support.machine_run import Asked, Ended, Run, key_of
from support.machine_tool import Tool

from wa_sync.cli.main import run as command


def by_command(tool: Tool, config: Config, asked: Asked) -> Run:
    """Apply as a person would who types it; its own clock runs, so nothing may fail."""
    report = tool.folder / "report.out"
    report.unlink(missing_ok=True)
    tool.load(config, asked.only)
    with tool.running("apply", config, asked) as run:
        config.write(tool.folder)
        argv = ["apply", "--yes", "-C", str(tool.folder), "-o", f"json={report}"]
        argv += ["--sandbox-url", tool.served.url, "--max-wait", "0"]
        argv += _options(tool.folder, asked)
        with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
            run.code = command(argv)
    if report.exists():
        document = json.loads(report.read_text(encoding="utf-8"))
        run.ended = [_ended(one, config.waba) for one in document["outcomes"]]
    return run


def _options(folder: Path, asked: Asked) -> list[str]:
    argv = ["--allow-delete"] if asked.allow_delete else []
    argv += ["--stale", "skip" if asked.skip_stale else "fail"]
    argv.append("--keep-going" if asked.keep_going else "--fail-fast")
    if asked.max_deletes is not None:
        argv += ["--max-deletes", str(asked.max_deletes)]
    for glob in asked.only:
        argv += ["--only", glob]
    if asked.saved is not None:
        (folder / "plan.json").write_bytes(asked.saved.content)
        argv.append("plan.json")
    return argv


def _ended(outcome: dict[str, object], waba: str) -> Ended:
    blocked = outcome["blocked"]
    return Ended(
        key_of(str(outcome["address"]), waba),
        str(outcome["action"]),
        str(outcome["state"]),
        int(str(outcome["exit_code"])),
        time_helps=isinstance(blocked, dict) and bool(blocked["time_helps"]),
    )
