"""One command line that writes files, watched while it does."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from support.arena import Arena, Trial
from support.fork_server import Ended
from support.trap import Trap


LEFTOVER = re.compile(r"\.wa-sync\.[0-9a-f]{16}\.tmp")
Files = dict[str, bytes]


@dataclass(frozen=True, slots=True)
class Writer:
    """A command line that writes files into a folder of the checkout.

    ``again`` may be run after it was cut off; ``whole`` says of a file that it is
    not torn.
    """

    argv: tuple[str, ...]
    folder: str
    again: tuple[str, ...]
    whole: Callable[[bytes], bool]


@dataclass(frozen=True, slots=True)
class Desk:
    """One writer in one trial."""

    trial: Trial
    writer: Writer

    def run(self, at: int = 0, how: str = "before") -> Ended:
        """Run the writer with a trap, or only with its calls written down."""
        return self._run(
            Trap(folders=self._folders, log=str(self._log), at=at, how=how)
        )

    def filled(self, room: int) -> Ended:
        """Run the writer where no file may have more than so many bytes."""
        return self._run(Trap(folders=self._folders, log=str(self._log), room=room))

    def _run(self, trap: Trap) -> Ended:
        return self.trial.run(*self.writer.argv, trap=trap)

    @property
    def _folders(self) -> list[str]:
        return [str(self.trial.checkout / self.writer.folder)]

    def calls(self) -> list[str]:
        """Return the calls of the latest run."""
        return self._log.read_text(encoding="utf-8").split()

    @property
    def _log(self) -> Path:
        return self.trial.state.parent / "calls"

    def files(self) -> Files:
        """Return what is in the folder, without leftovers."""
        return {k: v for k, v in self._all() if not LEFTOVER.fullmatch(Path(k).name)}

    def leftovers(self) -> list[str]:
        """Return the temporary files that were left."""
        return [k for k, _ in self._all() if LEFTOVER.fullmatch(Path(k).name)]

    def _all(self) -> Iterator[tuple[str, bytes]]:
        folder = self.trial.checkout / self.writer.folder
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                yield str(path.relative_to(folder)), path.read_bytes()


@contextmanager
def desk(ring: Arena, writer: Writer, *, old: bool) -> Iterator[Desk]:
    """Give a writer a trial; with ``old`` there are files in the place of its own."""
    with ring.trial() as trial:
        made = Desk(trial, writer)
        if old:
            assert made.run().code == 0
            for name, content in made.files().items():
                path = trial.checkout / writer.folder / name
                path.write_bytes(content + b"\n")
        yield made
