"""--token-file, and what somebody may have put there."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest
from support.road import Road

from wa_sync.cli import token_file
from wa_sync.cli.token_file import token_in
from wa_sync.errors import BadEnvironment


@pytest.mark.parametrize("path", ["/dev/zero", "/dev/null", "/proc/self", "a\0b", "no"])
def test_what_holds_no_token_is_refused(path: str) -> None:
    """A device has no end, a folder no content, and neither is read for ever."""
    with pytest.raises(BadEnvironment):
        token_in(Path(path), print)


def test_a_long_file_is_no_token(tmp_path: Path) -> None:
    """No more of a file is looked at than any token has."""
    path = tmp_path / "token"
    path.write_bytes(b" " * token_file.MOST + b"EAAcanarycanary0")
    with pytest.raises(BadEnvironment, match="it is empty"):
        token_in(path, print)


def test_a_pipe_is_read_once(road: Road) -> None:
    """``--token-file <(command)`` gives the token to a whole run."""
    road.project()
    pipe = road.folder / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=[b"EAAcanarycanary0\n"])
    writer.start()
    ran = road.run("plan", "--sandbox", "--token-file", "pipe")
    writer.join()
    assert (ran.code, ran.err) == (0, "")


def test_a_token_that_others_can_read_is_told(road: Road) -> None:
    """It is read all the same; what only its owner can read is taken in silence."""
    road.project()
    path = road.folder / "token"
    path.write_text("EAAcanarycanary0", encoding="utf-8")
    for mode, told in ((0o600, False), (0o640, True), (0o604, True), (0o444, True)):
        path.chmod(mode)
        ran = road.run("plan", "--sandbox", "--token-file", "token")
        assert (ran.code, EXPOSED in ran.err) == (0, told), oct(mode)


EXPOSED = "warning: others can read the file that --token-file names; chmod 600 it\n"


def test_a_secret_that_is_mounted_is_nobodys_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of what belongs to another user the mode is how it can be read at all."""
    path = tmp_path / "token"
    path.write_text("EAAcanarycanary0", encoding="utf-8")
    path.chmod(0o444)
    warnings: list[str] = []
    token_in(path, warnings.append)
    assert len(warnings) == 1
    monkeypatch.setattr("os.geteuid", lambda: path.stat().st_uid + 1)
    token_in(path, warnings.append)
    assert len(warnings) == 1


def test_a_plan_that_holds_the_token_is_not_saved(road: Road) -> None:
    """With the mask in its place, apply would take the file for an edited one."""
    token = "EAAcanary-in-a-template"  # noqa: S105 - made up
    road.project(TEMPLATE.format(token))
    road.env(MATON_API_KEY=token)
    ran = road.run("plan", "--sandbox", "--out", "plan.json")
    assert (ran.code, ran.out) == (78, "")
    assert ran.err == (
        "error: the plan cannot be saved: the token stands in it, and is never "
        "written\n  hint: look for it in the files and in what is live, and give a "
        "new token\n"
    )
    assert not (road.folder / "plan.json").exists()


TEMPLATE = """\
version: 1
message_templates:
  - name: a1
    language: en_US
    category: UTILITY
    components: [{{type: BODY, text: "Your code of today is {}, as always."}}]
"""
