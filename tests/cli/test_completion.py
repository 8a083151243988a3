"""What a shell offers when somebody presses Tab, asked as a shell asks."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from wa_sync.cli import formats
from wa_sync.cli.main import COMMANDS


BIN = str(Path(sys.executable).parent)
PROJECT = "version: 1\naccounts:\n  demo: {}\n  shop-b: {}\n  $(reboot): {}\n"


def environment(**more: str) -> dict[str, str]:
    """Return what a shell's environment has, wa-sync on its path."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("WA_SYNC_")}
    return {**kept, "PATH": f"{BIN}:{os.environ['PATH']}", **more}


def offered(folder: Path, *words: str) -> list[str]:
    """Return what bash is told about the last of several words."""
    asked = environment(
        COMP_WORDS=" ".join(words),
        COMP_CWORD=str(len(words) - 1),
        _WA_SYNC_COMPLETE="bash_complete",
    )
    ended = subprocess.run(
        ["wa-sync"], cwd=folder, env=asked, capture_output=True, check=True, text=True
    )
    assert ended.stderr == ""
    return [line for line in ended.stdout.splitlines() if line]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("wa-sync", "pl"), ["plain,plan"]),
        (("wa-sync", ""), [f"plain,{name}" for name in COMMANDS]),
        (("wa-sync", "plan", "--detail"), ["plain,--detailed-exitcode"]),
        (("wa-sync", "plan", "-a", ""), ["plain,demo", "plain,shop-b"]),
        (("wa-sync", "-a", "s"), ["plain,shop-b"]),
        (("wa-sync", "diff", "--between", "demo", "s"), ["plain,shop-b"]),
        (("wa-sync", "promote", "--from", "d"), ["plain,demo"]),
        (("wa-sync", "promote", "--to", "s"), ["plain,shop-b"]),
        (("wa-sync", "-C", "inner", "fmt", "-a", "d"), ["plain,demo"]),
        (("wa-sync", "validate", "tem"), ["file,tem"]),
        (("wa-sync", "schema", "--out", "x"), ["dir,x"]),
        (("wa-sync", "show", "p"), ["file,p"]),
        (("wa-sync", "plan", "-o", "j"), ["plain,json", "plain,junit"]),
        (
            ("wa-sync", "plan", "-o", ""),
            [f"plain,{name}" for name in sorted(formats.PLAN)],
        ),
        (("wa-sync", "apply", "-o", ""), ["plain,json", "plain,text"]),
        (("wa-sync", "contract", "-o", "j"), ["plain,json", "plain,json-schema"]),
        (("wa-sync", "sandbox", "se"), ["plain,serve", "plain,seed"]),
        (("wa-sync", "sandbox", "reset", "--db", "x"), ["file,x"]),
        (("wa-sync", "completion", "z"), ["plain,zsh"]),
    ],
    ids=lambda given: "-".join(given).replace("wa-sync", "") or "all",
)
def test_what_is_offered(
    tmp_path: Path, words: tuple[str, ...], found: list[str]
) -> None:
    """Commands, options, formats, files, and accounts with a name that is one."""
    (tmp_path / "wa-sync.yaml").write_text(PROJECT)
    (tmp_path / "inner").mkdir()
    assert sorted(offered(tmp_path, *words)) == sorted(found)


@pytest.mark.parametrize("content", [None, "- a\n  b", "accounts: 1\n"])
def test_no_accounts_no_offers(tmp_path: Path, content: str | None) -> None:
    """A project that is not there or cannot be read offers no account."""
    if content is not None:
        (tmp_path / "wa-sync.yaml").write_text(content)
    assert offered(tmp_path, "wa-sync", "plan", "-a", "") == []


def test_a_project_that_may_not_be_read(tmp_path: Path) -> None:
    """A link in the place of the project's file is followed by nobody, quietly."""
    (tmp_path / "other.yaml").write_text(PROJECT)
    (tmp_path / "wa-sync.yaml").symlink_to("other.yaml")
    assert offered(tmp_path, "wa-sync", "plan", "-a", "") == []


def test_only_one_command_is_imported(tmp_path: Path) -> None:
    """To complete the name of a command, none of them is imported."""
    said = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "wa_sync"],
        cwd=tmp_path,
        env=environment(
            COMP_WORDS="wa-sync pl", COMP_CWORD="1", _WA_SYNC_COMPLETE="bash_complete"
        ),
        capture_output=True,
        check=True,
        text=True,
    ).stderr
    assert "wa_sync.cli.main" in said
    for module, _ in COMMANDS.values():
        assert not any(line.endswith(f" {module}") for line in said.splitlines())


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script(tmp_path: Path, shell: str) -> None:
    """The script asks wa-sync itself; a shell that is here takes it."""
    script = subprocess.run(
        ["wa-sync", "completion", shell],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    assert f"_WA_SYNC_COMPLETE={shell}_complete" in script
    if shell == "bash":
        subprocess.run(["bash", "-n"], input=script, check=True, text=True)


def test_a_real_bash(tmp_path: Path) -> None:
    """In an interactive bash, Tab writes what is missing."""
    (tmp_path / "wa-sync.yaml").write_text(PROJECT)
    (tmp_path / "rc").write_text("source <(wa-sync completion bash)\nPS1='ready> '\n")
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        ["bash", "--rcfile", "rc", "-i"],
        cwd=tmp_path,
        env=environment(TERM="dumb"),
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    ) as shell:
        os.close(theirs)
        _until(ours, "ready> ")
        os.write(ours, b"wa-sync valid\t-a de\t")
        seen = _until(ours, "-a demo ")
        os.write(ours, b"\x15exit\n")
        shell.wait()
    os.close(ours)
    assert seen.endswith("wa-sync validate -a demo ")


def _until(descriptor: int, end: str) -> str:
    """Read what a terminal shows until that stands there."""
    seen = ""
    while not seen.endswith(end):
        seen += os.read(descriptor, 1024).decode()
    return seen
