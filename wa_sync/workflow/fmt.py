"""paths → files → the same in the one layout; nothing is written here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wa_sync.config import project
from wa_sync.config.budgets import MAX_FILE_BYTES
from wa_sync.config.decode import decode
from wa_sync.config.formatting import NotTheSame, formatted
from wa_sync.config.opening import Unusable, content_of
from wa_sync.config.shape import Shape
from wa_sync.errors import LocalIO
from wa_sync.model.finding import Diagnostic, Severity
from wa_sync.workflow.load import schema, wants
from wa_sync.workflow.order import fields_order


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from wa_sync.config.project import Project
    from wa_sync.config.reader import Document
    from wa_sync.workflow.load import Inputs


@dataclass(frozen=True, slots=True)
class Formatted:
    """A file that can be formatted; ``before`` is what it held, as far as it is text.

    ``same`` is whether not even a byte would change: line ends and byte order marks
    are no part of the text.
    """

    path: str
    before: str
    after: str
    same: bool


@dataclass(frozen=True, slots=True)
class Formatting:
    """Every file that was asked for: formatted, invalid, or beyond what we can do."""

    files: tuple[Formatted, ...]
    diagnostics: tuple[Diagnostic, ...]
    mistakes: tuple[NotTheSame, ...]


def format_all(inputs: Inputs) -> Formatting:
    """Lay out the files of the project, or of PATHS; mistakes are in the result.

    A file with an error of form or shape is left alone. What the rules say of a text
    is no reason to: the text stays as it is. Raises UsageProblem as ``load`` does, and
    LocalIO where a file changes meanwhile.
    """
    piped = _Piped(inputs.stdin)
    read = project.load(inputs.paths, cwd=inputs.cwd, stdin=piped, wants=wants())
    chosen = read.files if read.selection is None else sorted(read.selection)
    wrong = [one for one in _diagnostics(read) if _path(one) in {*chosen, None}]
    broken = {_path(one) for one in wrong}
    documents: dict[str, list[Document]] = {}
    for document in read.documents:
        documents.setdefault(document.file.path, []).append(document)
    found: list[Formatted] = []
    mistakes: list[NotTheSame] = []
    for path in chosen:
        if path in documents and path not in broken:
            content = piped.content if path == project.STDIN else _content(inputs, path)
            try:
                found.append(_formatted(documents[path], content))
            except NotTheSame as mistake:
                mistakes.append(mistake)
    return Formatting(tuple(found), tuple(wrong), tuple(mistakes))


class _Piped:
    """Standard input, and what came out of it."""

    def __init__(self, take: Callable[[int], bytes]) -> None:
        self._take = take
        self.content = b""

    def __call__(self, most: int) -> bytes:
        self.content = self._take(most)
        return self.content


def _diagnostics(read: Project) -> Iterator[Diagnostic]:
    """Yield every error of form or shape."""
    shape = Shape(schema())
    for one in read.diagnostics:
        if one.finding.severity is Severity.ERROR:
            yield one
    for document in read.documents:
        for finding in shape.check(document.value):
            if finding.severity is Severity.ERROR:
                span = document.places.span(finding.at, key=finding.key)
                yield Diagnostic(finding, span)


def _path(diagnostic: Diagnostic) -> str | None:
    return None if diagnostic.span is None else diagnostic.span.file.path


def _content(inputs: Inputs, path: str) -> bytes:
    try:
        return content_of(inputs.cwd / path, MAX_FILE_BYTES)
    except Unusable as unusable:
        raise LocalIO(f"{path} {unusable.reason}") from unusable


def _formatted(documents: Sequence[Document], content: bytes) -> Formatted:
    file = documents[0].file
    if decode(content) != (file.text, None):
        raise LocalIO(f"{file.path} changed while it was read", hint="run fmt again")
    after = formatted(documents, wants(), fields_order())
    return Formatted(file.path, file.text, after, same=content == after.encode())
