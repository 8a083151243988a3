"""Paths → a project: its files, read, and everything that is wrong with them."""

from __future__ import annotations

import gc
import os
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from wa_sync.config.budgets import MAX_FILE_BYTES, MAX_FILES, Budget
from wa_sync.config.discover import (
    EVERYTHING,
    MAX_FOLDERS,
    PROJECT,
    inside,
    project_root,
)
from wa_sync.config.includes import fruitless, included, misplaced
from wa_sync.config.opening import Unusable, why
from wa_sync.config.reader import Document, Reading, read
from wa_sync.config.tree import CHECKOUT, Tree, blob_name
from wa_sync.errors import UsageProblem
from wa_sync.model.finding import Diagnostic, Finding, Severity
from wa_sync.model.source import ROOT, SourceFile, Span


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from wa_sync.config.wants import Wants


STDIN = "-"
SKIPPED = "link_skipped"
"""The rule of a file that was named and not read, without being a mistake."""


class NoSuchPath(UsageProblem):
    """There is nothing where one of PATHS leads to."""

    def __init__(self, path: str, *, hint: str | None = None) -> None:
        """Keep what was asked for."""
        super().__init__(f"there is no file or folder {path!r}", hint=hint)
        self.path = path


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that was read, and what that cost."""

    reading: Reading
    size: int
    nodes: int


Shelf: TypeAlias = "dict[tuple[str, str], Taken]"
"""Files by their path, as it is shown, and by Git's name for what they hold."""


@dataclass(frozen=True, slots=True)
class Project:
    """Everything that was read.

    ``files`` are paths as people write them from ``cwd``; ``selection`` is the part of
    them that PATHS named, None where it is all. ``loose`` are PATHS that belong to no
    project, None where there is one.
    """

    root: Path
    cwd: Path
    files: tuple[str, ...]
    documents: tuple[Document, ...]
    diagnostics: tuple[Diagnostic, ...]
    selection: frozenset[str] | None
    loose: tuple[str, ...] | None = None
    shelf: Shelf = field(default_factory=dict, repr=False, compare=False)


def load(
    paths: Sequence[str],
    *,
    cwd: Path,
    stdin: Callable[[int], bytes],
    wants: Wants,
) -> Project:
    """Find and read the project that PATHS belong to; mistakes are in the result.

    Raises UsageProblem where there is no such path, or no project.
    """
    roots = {path: _root_of(path, cwd) for path in paths}
    found = set(roots.values()) if paths else {project_root(cwd.resolve())}
    if len(found) > 1:
        raise UsageProblem(
            "the paths belong to different projects",
            hint="run wa-sync once for each of them",
        )
    root = found.pop()
    if root is None and not paths:
        raise UsageProblem(
            f"there is no {PROJECT} here or in a folder above",
            hint="wa-sync init makes one; -C DIR looks elsewhere; commands that take "
            "PATHS can be given files",
        )
    here = cwd.resolve()
    loading = _Loading(root or here, here, wants, CHECKOUT, {})
    with _uncollected():
        if root is None:
            return loading.standalone(paths, stdin)
        return loading.project(paths)


def again(project: Project, tree: Tree, wants: Wants) -> Project:
    """Read the same project as another tree has it; what is the same, only once.

    What PATHS selected plays no part. Standard input is in no tree.
    """
    place = project.root, project.cwd
    loading = _Loading(*place, wants, tree, project.shelf)
    with _uncollected():
        if project.loose is not None:
            return loading.standalone(project.loose, lambda _: b"")
        return loading.project(())


def _root_of(path: str, cwd: Path) -> Path | None:
    if path == STDIN:
        return None
    try:
        place = (cwd / path).resolve(strict=True)
    except (OSError, ValueError, RuntimeError):
        raise NoSuchPath(path) from None
    return project_root(place if place.is_dir() else place.parent)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Pause the cyclic garbage collector: what is being built is kept, all of it."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


class _Loading:
    """Reads one file after the other, within the budgets of a project."""

    def __init__(
        self, root: Path, cwd: Path, wants: Wants, tree: Tree, shelf: Shelf
    ) -> None:
        self.root = root
        self.cwd = cwd
        self.wants = wants
        self.tree = tree
        self.shelf = shelf
        self.budget = Budget()
        self.files: list[str] = []
        self.documents: list[Document] = []
        self.diagnostics: list[Diagnostic] = []
        lead = os.path.relpath(root, cwd)
        self.lead = "" if lead == "." else f"{lead}/"

    def project(self, paths: Sequence[str]) -> Project:
        """Read the whole project; PATHS only narrow what is selected."""
        self._read(self.root / PROJECT, f"{self.lead}{PROJECT}")
        own = tuple(self.documents)
        globs, wrong = included(own)
        self.diagnostics.extend(wrong)
        found = self._find(self.root, globs, self.lead)
        files = [name for name in found if name != PROJECT]
        for name in files:
            self._read(self.root / name, f"{self.lead}{name}")
            self._misplaced_include()
        self.diagnostics.extend(fruitless(own, found))
        selection = self._selection(paths, [PROJECT, *files]) if paths else None
        return self._finished(selection)

    def standalone(
        self, paths: Sequence[str], stdin: Callable[[int], bytes]
    ) -> Project:
        """Read files that belong to no project, each once."""
        for path in dict.fromkeys(paths):
            if path == STDIN:
                self._take(stdin(MAX_FILE_BYTES + 1), STDIN)
                continue
            place = (self.cwd / path).resolve()
            if self.tree.is_folder(place):
                lead = f"{path.rstrip('/')}/"
                found = self._find(place, EVERYTHING, lead)
                if not found and not self.diagnostics:
                    raise UsageProblem(f"the folder {path!r} holds no YAML files")
                for name in found:
                    self._read(place / name, f"{lead}{name}")
            else:
                self._read(place, path)
        return self._finished(None, tuple(paths))

    def _finished(
        self,
        selection: frozenset[str] | None,
        loose: tuple[str, ...] | None = None,
    ) -> Project:
        return Project(
            self.root,
            self.cwd,
            tuple(self.files),
            tuple(self.documents),
            tuple(self.diagnostics),
            selection,
            loose,
            self.shelf,
        )

    def _find(self, root: Path, globs: Sequence[str], lead: str) -> Sequence[str]:
        try:
            found = self.tree.find(root, globs)
        except OSError as error:
            shown = os.path.relpath(error.filename or root, self.cwd)
            self._refuse("unreadable_file", f"the folder {why(error)}", shown)
            return ()
        for link in found.links:
            if link == PROJECT:
                continue  # read, and refused
            message = "this is a symbolic link, and links are not followed"
            self._refuse(SKIPPED, message, f"{lead}{link}", Severity.WARNING)
        if not found.complete:
            shown = os.path.relpath(root, self.cwd)
            message = f"there are more than {MAX_FOLDERS:,} folders to look into"
            self._refuse("too_many_folders", message, shown)
        return found.files

    def _read(self, place: Path, shown: str) -> None:
        if len(self.files) >= MAX_FILES:
            if len(self.files) == MAX_FILES:
                self.files.append(shown)
                self._refuse("too_many_files", f"more than {MAX_FILES:,} files", shown)
            return
        known = self.shelf.get((shown, self.tree.blob(place) or ""))
        if known is not None:
            self._keep(known, shown)
            return
        try:
            content = self.tree.content(place, min(MAX_FILE_BYTES, self.budget.size))
        except Unusable as unusable:
            self.files.append(shown)
            self._refuse(unusable.rule, unusable.reason, shown)
        else:
            self._take(content, shown)

    def _take(self, content: bytes, shown: str) -> None:
        budget = Budget(self.budget.size, self.budget.nodes)
        reading = read(content, shown, self.wants, budget)
        taken = Taken(reading, len(content), self.budget.nodes - budget.nodes)
        self.shelf[shown, blob_name(content)] = taken
        self._keep(taken, shown)

    def _keep(self, taken: Taken, shown: str) -> None:
        self.budget.size -= taken.size
        self.budget.nodes -= taken.nodes
        self.files.append(shown)
        self.documents.extend(taken.reading.documents)
        self.diagnostics.extend(taken.reading.diagnostics)

    def _refuse(
        self,
        rule: str,
        message: str,
        shown: str,
        severity: Severity = Severity.ERROR,
    ) -> None:
        span = Span(SourceFile(shown, ""), 1, 1, 1, 1)
        finding = Finding(rule=rule, at=ROOT, message=message, severity=severity)
        self.diagnostics.append(Diagnostic(finding, span))

    def _misplaced_include(self) -> None:
        document = self.documents[-1] if self.documents else None
        if (
            document
            and document.file.path == self.files[-1]
            and "include" in document.value
        ):
            self.diagnostics.append(misplaced(document))

    def _selection(self, paths: Sequence[str], names: Sequence[str]) -> frozenset[str]:
        selected: set[str] = set()
        for path in paths:
            place = (self.cwd / path).resolve().relative_to(self.root).as_posix()
            some = [name for name in names if inside(name, place)]
            if not some:
                raise UsageProblem(
                    f"{path!r} is no part of the project in {self.root}",
                    hint=f"add it to include: in {PROJECT}",
                )
            selected.update(f"{self.lead}{name}" for name in some)
        return frozenset(selected)
