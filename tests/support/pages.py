"""Pages whose commands are run, in their order, as a reader would.

```` ```sh ```` is run and has to end well. In ```` ```console ```` each line that
begins with ``$ `` is a command (one that ends in a backslash goes on in the next), and
what follows is all that it prints; a line of ``…`` alone stands for any lines, ``…`` in
a line for anything in it; where nothing follows, nothing is compared. A block of
```` ```yaml ```` whose first line is a comment with a file's name is that file.
``<!-- run`` up to ``-->`` is run and not shown, and ``<!-- not run: why -->`` excuses
the block below it.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


ROOT = Path(__file__).parents[2]
MARK = "=====< next >====="
PIECE = re.compile(
    r"^ *<!-- not run: (?P<excuse>\S.*?) -->\n+(?P<left> *)```.*?^(?P=left)```$"
    r"|^<!-- run\n(?P<hidden>.*?)^-->$"
    r"|^(?P<margin> *)```(?P<language>sh|console|yaml)\n(?P<block>.*?)^(?P=margin)```$",
    re.DOTALL | re.MULTILINE,
)
NAMED = re.compile(r"# (?P<file>[\w./-]+\.ya?ml)\n")


@dataclass(frozen=True)
class Step:
    """A command, and the output that a page shows; None where it shows none."""

    command: str
    shown: str | None = None


def pages() -> list[str]:
    """Every page with commands, as a path below the repository."""
    return [
        path.relative_to(ROOT).as_posix()
        for path in sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])
        if any(steps(path.read_text(encoding="utf-8")))
    ]


def steps(page: str) -> Iterator[Step]:
    """Yield what a page has its readers do."""
    for piece in PIECE.finditer(page):
        if piece["hidden"]:
            yield Step(piece["hidden"])
        elif piece["language"]:
            block = re.sub(
                f"^{piece['margin']}", "", piece["block"], flags=re.MULTILINE
            )
            yield from _block(piece["language"], block)


def _block(language: str, block: str) -> Iterator[Step]:
    named = NAMED.match(block)
    if language == "yaml" and named:
        folder = Path(named["file"]).parent
        written = f"mkdir -p {folder}\ncat > {named['file']} <<'END OF FILE'\n{block}"
        yield Step(f"{written}END OF FILE\n")
    elif language == "sh":
        yield Step(block)
    elif language == "console":
        yield from _typed(block)


def _typed(block: str) -> Iterator[Step]:
    joined = block.replace("\\\n", "\\\0")
    first, *more = re.split(r"^\$ ", joined, flags=re.MULTILINE)
    assert not first, f"a console block begins with a command: {first!r}"
    for one in more:
        command, _, shown = one.partition("\n")
        yield Step(command.replace("\0", "\n") + "\n", shown or None)


def fits(shown: str, said: str) -> bool:
    """Whether what was printed is what a page shows, but for what it leaves out."""
    lines = [
        r"(?:.*\n)*?" if line.strip() == "…" else f"{_pattern(line)} *\n"
        for line in shown.splitlines()
    ]
    return re.fullmatch("".join(lines), said) is not None


def _pattern(line: str) -> str:
    return ".*?".join(map(re.escape, line.rstrip().split("…")))


def told(commands: Sequence[Step], folder: Path) -> list[str]:
    """Run commands in one shell, in a fresh clone, and return what each printed."""
    environment = surroundings(folder)
    _repository(folder, environment)
    script = "".join(f"printf '\\n{MARK}\\n'\n{step.command}" for step in commands)
    ran = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", f"exec 2>&1\n{script}"],
        cwd=folder / "shop",
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    outputs = ran.stdout.split(f"\n{MARK}\n")[1:]
    assert ran.returncode == 0, f"{commands[len(outputs) - 1].command}{outputs[-1]}"
    return outputs


def surroundings(folder: Path) -> Mapping[str, str]:
    """The environment of a reader whose API is the sandbox; nothing is inherited."""
    return {
        "HOME": str(folder),
        "LANG": "C.UTF-8",
        "PATH": f"{Path(sys.executable).parent}:/usr/local/bin:/usr/bin:/bin",
        "PYTHONPATH": str(ROOT),
        "WA_SYNC_SANDBOX": "1",
        "XDG_STATE_HOME": str(folder / "state"),
    }


def _repository(folder: Path, environment: Mapping[str, str]) -> None:
    """Make a repository with a remote, as a new one on a forge is."""
    script = """
    git config --global init.defaultBranch main
    git config --global user.name Ana
    git config --global user.email ana@shop.example
    git config --global advice.detachedHead false
    git init -q --bare forge.git
    git clone -q forge.git shop 2>/dev/null
    cd shop
    echo .wa-sync/ > .gitignore
    git add .gitignore
    git commit -q -m Begin
    git push -q origin HEAD
    git remote set-head origin main
    """
    subprocess.run(["bash", "-euc", script], cwd=folder, env=environment, check=True)
