"""Paths → a project: its files, read, and everything that is wrong with them."""

from __future__ import annotations

import gc
import os
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wa_sync.config.budgets import MAX_FILE_BYTES, MAX_FILES, Budget
from wa_sync.config.discover import (
    DEFAULT_INCLUDE,
    EVERYTHING,
    MAX_FOLDERS,
    PROJECT,
    escapes,
    find,
    inside,
    names,
    project_root,
)
from wa_sync.config.opening import Unusable, content_of, why
from wa_sync.config.reader import Document, read
from wa_sync.config.wants import wants_of
from wa_sync.errors import UsageProblem
from wa_sync.model.finding import Diagnostic, Finding, Severity
from wa_sync.model.source import ROOT, SourceFile, Span, array, text


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from wa_sync.config.wants import Wants
    from wa_sync.model.source import Json


STDIN = "-"
SKIPPED = "link_skipped"
"""The rule of a file that was named and not read, without being a mistake."""


@dataclass(frozen=True, slots=True)
class Project:
    """Everything that was read.

    ``files`` are paths as people write them from where they are; ``selection`` is
    the part of them that PATHS named, None where it is all.
    """

    root: Path
    files: tuple[str, ...]
    documents: tuple[Document, ...]
    diagnostics: tuple[Diagnostic, ...]
    selection: frozenset[str] | None


def load(
    paths: Sequence[str],
    *,
    cwd: Path,
    stdin: Callable[[int], bytes],
    schema: Callable[[], Mapping[str, Json]],
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
            hint="write one with accounts: in it, or name the files to work on",
        )
    loading = _Loading(root or cwd.resolve(), cwd.resolve(), wants_of(schema()))
    with _uncollected():
        if root is None:
            return loading.standalone(paths, stdin)
        return loading.project(paths)


def _root_of(path: str, cwd: Path) -> Path | None:
    if path == STDIN:
        return None
    try:
        place = (cwd / path).resolve(strict=True)
    except (OSError, ValueError, RuntimeError):
        raise UsageProblem(f"there is no file or folder {path!r}") from None
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


def _is(document: Document, path: str) -> bool:
    return document.file.path == path


class _Loading:
    """Reads one file after the other, within the budgets of a project."""

    def __init__(self, root: Path, cwd: Path, wants: Wants) -> None:
        self.root = root
        self.cwd = cwd
        self.wants = wants
        self.budget = Budget()
        self.files: list[str] = []
        self.documents: list[Document] = []
        self.diagnostics: list[Diagnostic] = []
        lead = os.path.relpath(root, cwd)
        self.lead = "" if lead == "." else f"{lead}/"

    def project(self, paths: Sequence[str]) -> Project:
        """Read the whole project; PATHS only narrow what is selected."""
        self._read(self.root / PROJECT, f"{self.lead}{PROJECT}")
        include = self._include()
        found = self._find(self.root, include, self.lead)
        files = [name for name in found if name != PROJECT]
        for name in files:
            self._read(self.root / name, f"{self.lead}{name}")
            self._misplaced_include()
        self._fruitless(found)
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
            if place.is_dir():
                lead = f"{path.rstrip('/')}/"
                found = self._find(place, EVERYTHING, lead)
                if not found and not self.diagnostics:
                    raise UsageProblem(f"the folder {path!r} holds no YAML files")
                for name in found:
                    self._read(place / name, f"{lead}{name}")
            else:
                self._read(place, path)
        return self._finished(None)

    def _finished(self, selection: frozenset[str] | None) -> Project:
        return Project(
            self.root,
            tuple(self.files),
            tuple(self.documents),
            tuple(self.diagnostics),
            selection,
        )

    def _find(self, root: Path, globs: Sequence[str], lead: str) -> Sequence[str]:
        try:
            found = find(root, globs)
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
        try:
            content = content_of(place, min(MAX_FILE_BYTES, self.budget.size))
        except Unusable as unusable:
            self.files.append(shown)
            self._refuse(unusable.rule, unusable.reason, shown)
        else:
            self._take(content, shown)

    def _take(self, content: bytes, shown: str) -> None:
        self.budget.size -= len(content)
        reading = read(content, shown, self.wants, self.budget)
        self.files.append(shown)
        self.documents.extend(reading.documents)
        self.diagnostics.extend(reading.diagnostics)

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

    def _include(self) -> Sequence[str]:
        globs: list[str] = []
        named = False
        for document in self.documents:
            listed = document.value.get("include")
            named = named or listed is not None
            for i, glob in enumerate(array(listed)):
                if escapes(text(glob)):
                    message = "a glob cannot lead out of the project"
                    finding = Finding(
                        rule="include_outside", at=("include", i), message=message
                    )
                    self._say(document, finding)
                else:
                    globs.append(text(glob))
        return globs if named else DEFAULT_INCLUDE

    def _fruitless(self, found: Sequence[str]) -> None:
        """A glob that was written and names nothing is likely misspelt."""
        own = f"{self.lead}{PROJECT}"
        for document in self.documents:
            listed = array(document.value.get("include"))
            for i, glob in enumerate(map(text, listed if _is(document, own) else ())):
                if not escapes(glob) and not any(names(one, glob) for one in found):
                    finding = Finding(
                        rule="include_matches_nothing",
                        at=("include", i),
                        message=f"no file is named by {glob!r}",
                        severity=Severity.WARNING,
                    )
                    self._say(document, finding)

    def _misplaced_include(self) -> None:
        document = self.documents[-1] if self.documents else None
        if (
            document
            and document.file.path == self.files[-1]
            and "include" in document.value
        ):
            message = f"include: stands in {PROJECT} only"
            finding = Finding(
                rule="misplaced_include", at=("include",), message=message, key=True
            )
            self._say(document, finding)

    def _say(self, document: Document, finding: Finding) -> None:
        span = document.places.span(finding.at, key=finding.key)
        self.diagnostics.append(Diagnostic(finding, span))

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
