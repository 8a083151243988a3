"""The one process that is started: git, to say what is checked out."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from wa_sync.config import git


NAMED = ("-c", "user.name=Ana", "-c", "user.email=ana@shop.example")


def run(folder: Path, *argv: str) -> str:
    """Run git in a folder and return what it said."""
    ran = subprocess.run(
        ["git", "-C", str(folder), *argv], check=True, capture_output=True, text=True
    )
    return ran.stdout.strip()


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Give a repository with one commit."""
    run(tmp_path, "init", "--quiet")
    run(tmp_path, *NAMED, "commit", "--quiet", "--allow-empty", "-m", "first")
    return tmp_path


def test_the_commit_is_named(checkout: Path) -> None:
    """From any folder of the checkout, whole."""
    below = checkout / "templates"
    below.mkdir()
    commit = run(checkout, "rev-parse", "HEAD")
    assert git.head(checkout) == git.head(below) == commit


def test_the_way_from_the_top_is_known(checkout: Path) -> None:
    """As git writes it, also of names that git would quote."""
    below = checkout / "tmpl ü\n"
    below.mkdir()
    assert (git.prefix(checkout), git.prefix(below)) == ("", "tmpl ü\n/")


def test_without_git_there_is_no_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither outside of a checkout nor without the program."""
    assert git.prefix(tmp_path) == ""
    monkeypatch.setenv("PATH", str(tmp_path))
    assert git.prefix(tmp_path) == ""


def test_without_a_commit_there_is_none(tmp_path: Path) -> None:
    """No repository, an empty one, and no folder at all."""
    assert git.head(tmp_path) is None
    run(tmp_path, "init", "--quiet")
    assert git.head(tmp_path) is None
    assert git.head(tmp_path / "missing") is None


def test_without_git_there_is_none(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A machine without git plans all the same."""
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    assert git.head(checkout) is None


def test_what_is_no_git_names_nothing(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Whatever else answers under that name is not believed."""
    folder = tmp_path / "bin"
    folder.mkdir()
    program = folder / "git"
    monkeypatch.setenv("PATH", str(folder))
    program.write_text("#!/bin/sh\necho '\033[2J not a commit'\n")
    program.chmod(0o755)
    assert git.head(checkout) is None
    program.write_text("no program at all")
    assert git.head(checkout) is None


class TestDirty:
    """Whether all of the project is in the commit that a plan names."""

    def test_what_is_not_committed_is_dirty(self, checkout: Path) -> None:
        """New, changed, staged and removed files, each."""
        file = checkout / "templates.yaml"
        assert git.dirty(checkout) is False
        file.write_text("version: 1")
        assert git.dirty(checkout) is True
        run(checkout, "add", "templates.yaml")
        assert git.dirty(checkout) is True
        run(checkout, *NAMED, "commit", "--quiet", "-m", "second")
        assert git.dirty(checkout) is False
        file.write_text("version: 2")
        assert git.dirty(checkout) is True
        file.unlink()
        assert git.dirty(checkout) is True

    def test_only_the_folder_of_the_project_counts(self, checkout: Path) -> None:
        """A repository may hold much else, and some of it is ignored."""
        folder = checkout / "whatsapp"
        folder.mkdir()
        (checkout / "notes").write_text("")
        (checkout / ".git" / "info" / "exclude").write_text("plan.json\n")
        (folder / "plan.json").write_text("{}")
        assert git.dirty(folder) is False
        assert git.dirty(checkout) is True

    def test_what_cannot_be_known_is_not_said(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Outside a repository, without a folder, and without git."""
        assert git.dirty(tmp_path) is None
        assert git.dirty(tmp_path / "missing") is None
        run(tmp_path, "init", "--quiet")
        assert git.dirty(tmp_path) is False
        monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
        assert git.dirty(tmp_path) is None

    def test_no_filter_is_run(self, checkout: Path) -> None:
        """What goes through one is left out, even where it may have changed."""
        trace, sample = checkout / ".git" / "ran", checkout / "sample.bin"
        run(checkout, "config", "filter.lfs.clean", f"touch {trace}; cat")
        (checkout / ".gitattributes").write_text("*.bin filter=lfs\n")
        sample.write_text("one")
        run(checkout, "add", ".")
        run(checkout, *NAMED, "commit", "--quiet", "-m", "second")
        trace.unlink()
        sample.write_text("two")
        assert git.dirty(checkout) is False
        assert not trace.exists()

    def test_a_filter_that_cannot_be_left_out_leaves_it_unknown(
        self, checkout: Path
    ) -> None:
        """Its name would mean something else where it has to be named."""
        run(checkout, "config", "filter.a,b.clean", "cat")
        assert git.dirty(checkout) is None


def test_nothing_of_the_repository_is_run(checkout: Path) -> None:
    """Neither its hooks nor its file system monitor, even where it asks for one."""
    trace = checkout / "ran"
    script = checkout / "spy"
    script.write_text(f"#!/bin/sh\ntouch {trace}\n")
    script.chmod(0o755)
    run(checkout, "config", "core.fsmonitor", str(script))
    run(checkout, "config", "core.hooksPath", str(checkout))
    assert git.head(checkout) is not None
    assert git.dirty(checkout) is True
    assert not trace.exists()


def test_git_is_not_told_the_token(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """It gets what it finds its settings by, and nothing else of the environment."""
    program = tmp_path / "bin" / "git"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\nenv > {tmp_path}/told; echo {'a' * 40}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")
    monkeypatch.setenv("HOME", "/home/ana")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/etc/gitconfig")
    monkeypatch.setenv("WHATSAPP_TOKEN", "canary-4711")
    assert git.head(checkout) == "a" * 40
    told = (tmp_path / "told").read_text()
    assert "canary" not in told
    assert "HOME=/home/ana\n" in told
    assert "GIT_CONFIG_GLOBAL=/etc/gitconfig\n" in told


def test_a_folder_is_named_from_the_top(checkout: Path) -> None:
    """As Git writes it: with slashes, and nothing for the topmost."""
    below = checkout / "shops" / "é u"
    below.mkdir(parents=True)
    assert git.folder_of(checkout) == ""
    assert git.folder_of(below) == "shops/é u"
    assert git.folder_of(checkout.parent) is None
