"""Several new files at once: all of them, or none."""

from __future__ import annotations

from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING

from wa_sync.errors import Refused
from wa_sync.store import atomic


if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def there(folder: Path, names: Mapping[str, object]) -> tuple[str, ...]:
    """Return which of the files are there already, dangling links included."""
    return tuple(
        name
        for name in sorted(names)
        if (folder / name).exists() or (folder / name).is_symlink()
    )


def write_new(folder: Path, files: Mapping[str, str]) -> None:
    """Write files that are not there yet, given as paths below a folder → content.

    Raises Refused where one is there, and LocalIO; then none of them is left, nor any
    folder that was made for them.
    """
    taken = there(folder, files)
    if taken:
        raise Refused(
            f"{taken[0]} is already there, and nothing was written",
            hint="nothing is ever overwritten: move it away, or say -C DIR",
        )
    with ExitStack() as trouble:
        for name in sorted(files):
            path = folder / name
            missing = [
                one
                for one in path.parents
                if one.is_relative_to(folder) and not one.exists()
            ]
            for one in reversed(missing):
                trouble.callback(_remove_folder, one)
            atomic.write(path, files[name].encode(), replace=False)
            trouble.callback(path.unlink, missing_ok=True)
        trouble.pop_all()


def _remove_folder(folder: Path) -> None:
    with suppress(OSError):
        folder.rmdir()
