"""The files that a project begins with."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from wa_sync.config import project as reading
from wa_sync.config import writer
from wa_sync.config.accounts import entry_of
from wa_sync.config.discover import PROJECT
from wa_sync.config.tree import Edited
from wa_sync.errors import InvalidConfiguration
from wa_sync.workflow.imports import modeline
from wa_sync.workflow.load import judged, wants


if TYPE_CHECKING:
    from collections.abc import Mapping

    from wa_sync.model.account import Account
    from wa_sync.model.source import Spec
    from wa_sync.workflow.load import Inputs

IGNORED: Final = ".gitignore"
_IGNORE: Final = "# the sandbox, and snapshots of what was deleted\n.wa-sync/\n"
_RECIPES: Final = Path(__file__).parent.parent / "recipes"
"""examples/ci, which a wheel brings along."""
RECIPES: Final[Mapping[str, Mapping[str, str]]] = {
    "github": {
        f".github/workflows/wa-sync-{name}.yml": f"github/{name}.yml"
        for name in ("plan", "apply", "drift")
    },
    "gitlab": {".gitlab-ci.yml": "gitlab.yml"},
}
"""System → file of the project → the recipe that it is a copy of."""
_TOKEN: Final = "MATON_API_KEY"  # noqa: S105 - a variable's name, not a token
_NO_NAME: Final = re.compile(r"[^a-z0-9]+")
_LONGEST: Final = 64
_FEW: Final = 3


def project(account: Account) -> dict[str, str]:
    """Return the file that names the account."""
    entry: Spec = {"version": 1, "accounts": {account.name: entry_of(account)}}
    return {PROJECT: writer.write_document(entry, comment=modeline(PROJECT))}


def ignoring(folder: Path) -> dict[str, str]:
    """Return what keeps the tool's own files out of Git, where nothing does yet."""
    return {} if (folder / IGNORED).exists() else {IGNORED: _IGNORE}


def ignores(folder: Path) -> bool:
    """Whether Git is told of the folder of the tool's own files, as far as one sees."""
    try:
        lines = (folder / IGNORED).read_text(encoding="utf-8").split("\n")
    except (OSError, ValueError):
        return False
    return any(line.strip().strip("/") == ".wa-sync" for line in lines)


def pipelines(system: str, account: Account) -> dict[str, str]:
    """Return the files of a CI system, with the token's variable of the account."""
    return {
        name: (_RECIPES / recipe)
        .read_text(encoding="utf-8")
        .replace(_TOKEN, account.token_env)
        for name, recipe in RECIPES.get(system, {}).items()
    }


def name_of(*said: str | None) -> str:
    """Return a name for an account, out of the first text that has letters for one."""
    for one in said:
        made = _NO_NAME.sub("-", (one or "").lower()).strip("-")[:_LONGEST]
        if made:
            return made
    return "main"


def beside(inputs: Inputs, files: Mapping[str, str]) -> tuple[str, ...]:
    """Name the files of the project that are there already, beside those to be written.

    Raises InvalidConfiguration where all together would not be valid.
    """
    here = inputs.cwd.resolve()
    tree = Edited({here / name: text for name, text in files.items()})
    empty = reading.Project(here, here, (), (), (), None)
    found = judged(reading.again(empty, tree, wants()), inputs, tree, tuple)
    others = tuple(name for name in found.read.files if name not in files)
    if not found.valid:
        culprits = ", ".join(others[:_FEW]) or "that"
        which = "which is" if len(others) == 1 else "which are"
        raise InvalidConfiguration(
            f"with {culprits}{f', {which} there already,' if others else ''} the "
            "project would not be valid; nothing was written",
            found.diagnostics,
            hint="mend it or move it away; --no-import leaves out what is live; -C DIR "
            "begins the project in another folder",
        )
    return others
