"""Side-by-side ratios, in one run on one machine. Targets stand beside the figures.

    python benchmarks/run.py [--count 6000] [--repeat 5] [--small] [PART ...]

Milliseconds of a noisy machine mean little; each figure is a ratio of medians whose
runs were interleaved.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import data


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


HERE = Path(__file__).parent
PYTHON = sys.executable
WA_SYNC = str(Path(sys.executable).parent / "wa-sync")
TOKEN = "bench-token-0123456789"  # noqa: S105 - the server takes any


@dataclass(frozen=True)
class Run:
    """One process: how long it took, in seconds, and its peak memory in MB."""

    seconds: float
    megabytes: float


def measure(argv: Sequence[str]) -> Run:
    """Run a process to its end; a failure stops the benchmark."""
    env = os.environ | {"WHATSAPP_TOKEN": TOKEN, "NO_COLOR": "1"}
    # as installed: packages are compiled to bytecode once, not in every run
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    start = time.perf_counter()
    child = subprocess.Popen(argv, stdout=subprocess.DEVNULL, env=env)
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"{argv} exited with {child.returncode}")
    return Run(seconds, usage.ru_maxrss / 1024)


def compare(commands: dict[str, Sequence[str]], repeat: int) -> dict[str, Run]:
    """Run all commands in turn, several times; return medians."""
    runs: dict[str, list[Run]] = {name: [] for name in commands}
    for name, argv in commands.items():
        measure(argv)  # once for the caches, not counted
        del name
    for _ in range(repeat):
        for name, argv in commands.items():
            runs[name].append(measure(argv))
    return {
        name: Run(
            statistics.median(run.seconds for run in some),
            statistics.median(run.megabytes for run in some),
        )
        for name, some in runs.items()
    }


@contextmanager
def serving(count: int) -> Iterator[str]:
    """Serve that many live templates from a process of its own."""
    argv = [PYTHON, str(HERE / "server.py"), str(count)]
    with subprocess.Popen(argv, stdout=subprocess.PIPE, text=True) as server:
        try:
            yield next(iter(server.stdout or ())).strip()
        finally:
            server.kill()


@contextmanager
def project(count: int, *, one_file: bool = False) -> Iterator[tuple[str, str]]:
    """A project of that size and a server with its live side."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory())) / "project"
        data.write_project(folder, count, one_file=one_file)
        yield str(folder), stack.enter_context(serving(count))


def plan(folder: str, url: str) -> list[str]:
    """The command that is measured."""
    return [WA_SYNC, "plan", "-q", "-C", folder, "--endpoint", url]


def yardstick(folder: str, url: str) -> list[str]:
    """What it is measured against."""
    return [PYTHON, str(HERE / "yardstick.py"), folder, url]


def say(what: str, ratio: float, target: float, detail: str = "") -> None:
    """Print one line."""
    verdict = "ok" if ratio <= target else "OVER"
    print(f"{what:<58} {ratio:6.2f} ×  target ≤ {target:5.2f}  {verdict:<5}{detail}")


def plans(count: int, repeat: int) -> None:
    """Plan against the yardstick, one template a file and all in one file."""
    for one_file, target in ((False, 1.25), (True, 0.7)):
        with project(count, one_file=one_file) as (folder, url):
            got = compare(
                {"plan": plan(folder, url), "bare": yardstick(folder, url)}, repeat
            )
        what = "from one file" if one_file else f"{count} files"
        ours, bare = got["plan"], got["bare"]
        detail = f"{ours.seconds:.2f} s / {bare.seconds:.2f} s"
        say(f"plan, {what}, time ÷ bare", ours.seconds / bare.seconds, target, detail)
        detail = f"{ours.megabytes:.0f} MB / {bare.megabytes:.0f} MB"
        say(
            f"plan, {what}, memory ÷ bare",
            ours.megabytes / bare.megabytes,
            1.3,
            detail,
        )


def formats(count: int, repeat: int) -> None:
    """Plan and write every format, against the plan alone; one in twenty differs."""
    files = ("json", "markdown", "html", "sarif", "github", "gitlab", "junit")
    with project(count) as (folder, url):
        asked = [word for one in files for word in ("-o", f"{one}={folder}.{one}")]
        alone = plan(folder, url)
        got = compare({"plan": alone, "all": [*alone, "-o", "text", *asked]}, repeat)
    detail = f"{got['all'].seconds:.2f} s / {got['plan'].seconds:.2f} s"
    ratio = got["all"].seconds / got["plan"].seconds
    say(f"plan of {count} in all formats ÷ plan", ratio, 1.5, detail)


def growth(sizes: Sequence[int], repeat: int) -> None:
    """How plan grows with the number of templates."""
    seconds = {}
    for count in sizes:
        with project(count) as (folder, url):
            got = compare({"plan": plan(folder, url)}, max(1, repeat // 2))["plan"]
        seconds[count] = got.seconds
        print(f"  plan of {count:>6}: {got.seconds:6.2f} s, {got.megabytes:5.0f} MB")
    large, middle = sizes[-1], sizes[-2]
    target = 3.9 * (large / middle) / (20_000 / 6_000)
    say(f"plan of {large} ÷ plan of {middle}", seconds[large] / seconds[middle], target)


def start_up(repeat: int) -> None:
    """Start-up against Python's own."""
    example = str(HERE.parent / "examples" / "templates.yaml")
    got = compare(
        {
            "pass": [PYTHON, "-c", "pass"],
            "click+yaml": [PYTHON, "-c", "import click, yaml"],
            "version": [WA_SYNC, "--version"],
            "help": [WA_SYNC, "--help"],
            "validate": [WA_SYNC, "validate", example],
        },
        repeat * 3,
    )
    nothing = got["pass"].seconds
    say("--version ÷ python -c pass", got["version"].seconds / nothing, 1.5)
    say("--help ÷ python -c pass", got["help"].seconds / nothing, 5.0)
    say(
        "validate of one file ÷ python -c 'import click, yaml'",
        got["validate"].seconds / got["click+yaml"].seconds,
        2.5,
    )
    say("validate of one file ÷ python -c pass", got["validate"].seconds / nothing, 25)


def main() -> None:
    """Measure everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=6000)
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--small", action="store_true", help="a quick look")
    parts = ("start-up", "plans", "formats", "growth")
    parser.add_argument("part", nargs="*", choices=parts, default=parts, metavar="PART")
    asked = parser.parse_args()
    count, repeat = (500, 3) if asked.small else (asked.count, asked.repeat)
    sizes = (250, 1000) if asked.small else (250, 1000, 6000, 20_000)
    print(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}, medians")
    if "start-up" in asked.part:
        start_up(repeat)
    if "plans" in asked.part:
        plans(count, repeat)
    if "formats" in asked.part:
        formats(count, repeat)
    if "growth" in asked.part:
        growth(sizes, repeat)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"(this script itself peaked at {peak:.0f} MB)")


if __name__ == "__main__":
    main()
