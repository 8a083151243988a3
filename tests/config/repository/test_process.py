"""Git as a process: nothing of the repository runs, and no token is handed on."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import commits

from wa_sync.config.repository import process
from wa_sync.config.repository.commit import Commit
from wa_sync.config.repository.history import Repository
from wa_sync.config.repository.objects import Objects
from wa_sync.config.repository.process import GitFailed


def script(path: Path, text: str) -> Path:
    """Write a program."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return path


def asked_everything(folder: Path, first: str) -> None:
    """Ask git for everything that is ever asked."""
    there = Repository(folder)
    head = there.head()
    there.first_parent(head)
    there.merge_base(head, first)
    there.touched(head, 10)
    there.default_branch()
    with Objects(folder) as objects:
        old = Commit(objects, first, there.top)
        for name in old.find(folder, ["**"]).files:
            old.content(folder / name, 100)


def test_nothing_of_a_hostile_repository_is_run(tmp_path: Path) -> None:
    """Neither hooks, monitors, filters, converters, pagers nor transports."""
    made = commits.new(tmp_path / "r")
    ran = tmp_path / "ran"
    spy = script(tmp_path / "spy", f"touch {ran}; cat")
    first = made.commit({".gitattributes": "* filter=spy diff=spy\n", "a": "a"})
    made.commit({"a": "b"})
    for name in (
        *("core.fsmonitor", "core.pager", "pager.rev-list", "pager.rev-parse"),
        *("core.editor", "core.sshCommand", "core.gitProxy", "core.askPass"),
        *("filter.spy.clean", "filter.spy.smudge", "filter.spy.process"),
        *("diff.spy.textconv", "diff.spy.command", "diff.external"),
        *("credential.helper", "gpg.program", "alias.rev-parse", "alias.cat-file"),
        *("uploadpack.packObjectsHook", "core.alternateRefsCommand"),
    ):
        made.git("config", name, str(spy))
    made.git("config", "core.hooksPath", str(script(tmp_path / "h" / "x", "").parent))
    for name in ("post-index-change", "reference-transaction", "pre-auto-gc"):
        script(tmp_path / "h" / name, f"touch {ran}")
    asked_everything(made.folder, first)
    assert not ran.exists()


@pytest.mark.parametrize("address", ["ext::{spy} %S", "{origin}", "ssh://x/y"])
def test_a_clone_that_lacks_objects_calls_nobody(tmp_path: Path, address: str) -> None:
    """Whatever transport the repository names for what it lacks."""
    origin = commits.new(tmp_path / "origin")
    first = origin.commit({"a.yaml": "first"})
    origin.commit({"a.yaml": "second"})
    made = commits.clone(origin, tmp_path / "r", "--filter=blob:none")
    ran = tmp_path / "ran"
    spy = script(tmp_path / "spy", f"touch {ran}")
    where = address.format(spy=spy, origin=origin.folder.as_uri())
    made.git("config", "remote.origin.url", where)
    for name in ("protocol.allow", "protocol.ext.allow", "protocol.file.allow"):
        made.git("config", name, "always")
    for name in ("core.sshCommand", "remote.origin.uploadpack"):
        made.git("config", name, str(spy))
    with pytest.raises(GitFailed):
        asked_everything(made.folder, first)
    assert not ran.exists()


def test_a_hook_may_ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What git tells its hooks about their repository does not lead elsewhere."""
    made = commits.new(tmp_path / "r")
    commit = made.commit({"shop/a": "a"})
    other = commits.new(tmp_path / "other")
    monkeypatch.setenv("GIT_DIR", str(other.folder / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other.folder))
    monkeypatch.setenv("GIT_INDEX_FILE", "none")
    monkeypatch.setenv("GIT_OBJECT_DIRECTORY", "none")
    assert Repository(made.folder / "shop").head() == commit


def test_git_is_told_no_token(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It gets what it finds its settings by, and nothing else of the environment."""
    monkeypatch.setenv("WHATSAPP_TOKEN", "canary-4711")
    monkeypatch.setenv("MATON_API_KEY", "canary-4711")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/etc/gitconfig")
    monkeypatch.setenv("HOME", "/home/ana")
    told = process.environment()
    assert "canary-4711" not in told.values()
    assert (told["GIT_CONFIG_GLOBAL"], told["HOME"]) == ("/etc/gitconfig", "/home/ana")
    folder = script(tmp_path / "bin" / "git", "env").parent
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    assert b"canary" not in process.run(tmp_path, "rev-parse").out


@pytest.mark.parametrize(
    ("program", "why"),
    [
        (None, "no git on this machine"),
        ("exit 0", "does not answer as it does|not in this clone|ended before"),
        ("while read x; do echo x blob 9; done", "not in this clone"),
        (
            "while read x; do echo $x commit 5; echo tree; echo; done",
            "not in this clone",
        ),
        ("read x; echo $x commit 900; echo tree", "not in this clone"),
        ("read x; head -c 9999 /dev/zero | tr '\\0' x", "does not answer as it does"),
    ],
    ids=["none", "mute", "other", "short", "cut", "endless"],
)
def test_what_is_no_git_is_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str | None, why: str
) -> None:
    """Whatever answers in its place, the base is unknown and nothing hangs."""
    made = commits.new(tmp_path / "r")
    commit = made.commit({"a.yaml": "a"})
    folder = tmp_path / "bin"
    folder.mkdir()
    if program is not None:
        script(folder / "git", program)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin" if program else str(folder))
    with pytest.raises(GitFailed, match=why), Objects(made.folder) as objects:
        Commit(objects, commit, made.folder).find(made.folder, ["*"])


def test_a_git_that_hangs_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No question waits for ever."""
    folder = script(tmp_path / "bin" / "git", "exec sleep 1000").parent
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    monkeypatch.setattr(process, "SECONDS", 0.05)
    with pytest.raises(GitFailed, match="does not answer"):
        process.run(tmp_path, "rev-parse")
    with Objects(tmp_path) as objects, pytest.raises(GitFailed, match="not answer"):
        objects.tree_of("0" * 40)
