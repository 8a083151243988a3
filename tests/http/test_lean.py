from __future__ import annotations

import json
import subprocess
import sys

import pytest

from wa_sync.http.lean import _hidden


ASKED = """
import json, sys
import wa_sync.http.client
loaded = sorted({name.partition('.')[0] for name in sys.modules})
print(json.dumps([name for name in loaded if name in sys.argv[1:]]))
from httpx import _main
print(json.dumps(_main.__name__))
"""


def test_the_client_does_not_load_the_command_line_of_httpx() -> None:
    """Httpx comes without rich and Pygments, and its own program stays importable."""
    names = ["httpx", "rich", "pygments", "click"]
    done = subprocess.run(
        [sys.executable, "-c", ASKED, *names],
        check=True,
        capture_output=True,
        text=True,
    )
    assert list(map(json.loads, done.stdout.splitlines())) == [["httpx"], "httpx._main"]


def test_only_what_is_not_imported_yet_can_be_hidden() -> None:
    """A module in use stays; another is hidden for as long as the block lasts."""
    with _hidden("json"):
        assert sys.modules["json"] is json
    with _hidden("wa_sync_hidden"), pytest.raises(ModuleNotFoundError):
        __import__("wa_sync_hidden")
    assert (sys.modules["json"] is json, "wa_sync_hidden" in sys.modules) == (
        True,
        False,
    )
