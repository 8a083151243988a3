"""A project whose token is a canary, and commands that run in it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from support import canary
from support.busy_account import PICTURE
from support.canary import TOKEN, Echo, Echoing
from support.fork_server import Ended, ForkServer, Order
from support.proxy import Proxy
from support.workbench import PROJECT as ACCOUNT_ONLY
from support.workbench import templates

from wa_sync.sandbox import review
from wa_sync.sandbox.world import World


PROJECT = f"""\
{ACCOUNT_ONLY}    smoke_recipients: ["15550100100"]
business_profile:
  about: Open daily
smoke_tests:
  - {{template: kept, language: en_US}}
"""
PICTURED = """\
  - name: pictured
    language: en_US
    category: MARKETING
    components:
      - {type: HEADER, format: IMAGE, asset: sample.png}
      - {type: BODY, text: "A text beside a picture."}
"""


def entries(texts: dict[str, str]) -> str:
    """Write a file of templates."""
    said = {name: f"The text of {name} is {text} now." for name, text in texts.items()}
    return templates(**said)


@dataclass
class Cage:
    """A machine of its own for the runs, with a sandbox behind a proxy and one trap."""

    root: Path
    runs: ForkServer
    proxy: Proxy
    evil: socket.socket
    world: World
    log: list[tuple[str, Ended]] = field(default_factory=list)

    @property
    def checkout(self) -> Path:
        """Where the project is."""
        return self.root / "checkout"

    @property
    def there(self) -> str:
        """The address to which nothing may go."""
        return f"http://127.0.0.1:{self.evil.getsockname()[1]}"

    def order(self, argv: Sequence[str], source: str) -> Order:
        """Make an order that has the token from the environment or from a file."""
        env = {
            "HOME": str(self.root / "home"),
            "TMPDIR": str(self.root / "tmp"),
            "XDG_STATE_HOME": str(self.root / "state"),
            "PATH": f"{self.root / 'bin'}{os.pathsep}{os.environ['PATH']}",
        }
        more = ["--endpoint", self.proxy.url, "--timeout", "20", "--max-wait", "0"]
        if source == "file":
            more += ["--token-file", str(self.root / "token")]
        else:
            env["WHATSAPP_TOKEN"] = TOKEN
        return Order(argv=[*argv, *more], cwd=self.checkout, env=env)

    def run(self, echo: Echo | None, argv: Sequence[str], source: str = "env") -> Ended:
        """Run one command line against a server that echoes."""
        self.proxy.step = Echoing(echo, self.there)
        ended = self.runs.run(self.order(argv, source))
        self.look(f"{echo and echo.name}: {' '.join(argv)}", ended)
        return ended

    def look(self, what: str, ended: Ended) -> None:
        """Look for the token in what was said, in every file, and at the trap."""
        said = canary.found_in(f"{ended.out}\n{ended.err}".encode())
        assert said == set(), (what, said, ended)
        files = canary.found_below(self.root, frozenset({self.root / "token"}))
        assert files == {}, (what, files)
        with pytest.raises(BlockingIOError):
            self.evil.accept()
        assert "Traceback" not in ended.err, (what, ended.err)
        self.log.append((what, ended))

    def begin(self) -> None:
        """Make some of it live, with another text, and save a plan of the rest."""
        self.world.store.clear()
        self.world.store.set(review.MODE, review.NOW)
        self.anew()
        live = entries({"kept": "old", "changed": "old", "stranger": "odd"})
        (self.checkout / "all.yaml").write_text(live)
        assert self.run(None, ("apply", "--yes")).code == 0
        self.anew()
        assert self.run(None, ("plan", "--out", "saved.json", "-q")).code == 0

    def anew(self) -> None:
        """Forget what the runs before have left, but the trap and its programs."""
        for name in ("checkout", "state", "tmp", "home"):
            shutil.rmtree(self.root / name, ignore_errors=True)
            (self.root / name).mkdir()
        (self.checkout / "wa-sync.yaml").write_text(PROJECT)
        texts = {"kept": "old", "changed": "new", "added": "new"}
        (self.checkout / "all.yaml").write_text(entries(texts) + PICTURED)
        (self.checkout / "sample.png").write_bytes(PICTURE)
        subprocess.run(["git", "init", "-q", str(self.checkout)], check=True)
