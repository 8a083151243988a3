"""``include:`` → the globs that name a project's files, and what is wrong with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.config.discover import DEFAULT_INCLUDE, PROJECT, escapes, names
from wa_sync.model.finding import Diagnostic, Finding, Severity
from wa_sync.model.source import array, text


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wa_sync.config.reader import Document


def included(
    documents: Sequence[Document],
) -> tuple[Sequence[str], tuple[Diagnostic, ...]]:
    """Return the globs that the project file writes, and those that lead out."""
    globs: list[str] = []
    wrong: list[Diagnostic] = []
    named = False
    for document in documents:
        listed = document.value.get("include")
        named = named or listed is not None
        for i, glob in enumerate(array(listed)):
            if escapes(text(glob)):
                message = "a glob cannot lead out of the project"
                finding = Finding(
                    rule="include_outside", at=("include", i), message=message
                )
                wrong.append(_say(document, finding))
            else:
                globs.append(text(glob))
    return (globs if named else DEFAULT_INCLUDE), tuple(wrong)


def fruitless(
    documents: Sequence[Document], found: Sequence[str]
) -> Iterator[Diagnostic]:
    """A glob that was written and names nothing is likely misspelt."""
    for document in documents:
        for i, glob in enumerate(map(text, array(document.value.get("include")))):
            if not escapes(glob) and not any(names(one, glob) for one in found):
                finding = Finding(
                    rule="include_matches_nothing",
                    at=("include", i),
                    message=f"no file is named by {glob!r}",
                    severity=Severity.WARNING,
                )
                yield _say(document, finding)


def misplaced(document: Document) -> Diagnostic:
    """Only the project file says what belongs to the project."""
    message = f"include: stands in {PROJECT} only"
    finding = Finding(
        rule="misplaced_include", at=("include",), message=message, key=True
    )
    return _say(document, finding)


def _say(document: Document, finding: Finding) -> Diagnostic:
    return Diagnostic(finding, document.places.span(finding.at, key=finding.key))
