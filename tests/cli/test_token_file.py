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
        token_in(Path(path))


def test_a_long_file_is_no_token(tmp_path: Path) -> None:
    """No more of a file is looked at than any token has."""
    path = tmp_path / "token"
    path.write_bytes(b" " * token_file.MOST + b"EAAcanarycanary")
    with pytest.raises(BadEnvironment, match="it is empty"):
        token_in(path)


def test_a_pipe_is_read_once(road: Road) -> None:
    """``--token-file <(command)`` gives the token to a whole run."""
    road.project()
    pipe = road.folder / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=[b"EAAcanarycanary\n"])
    writer.start()
    ran = road.run("plan", "--sandbox", "--token-file", "pipe")
    writer.join()
    assert (ran.code, ran.err) == (0, "")
