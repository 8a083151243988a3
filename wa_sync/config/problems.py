"""What is wrong with a file, collected while it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.config.budgets import MAX_PROBLEMS
from wa_sync.config.characters import FORBIDDEN, describe
from wa_sync.config.syntax import COMMENT
from wa_sync.model.finding import Diagnostic, Finding
from wa_sync.model.source import ROOT


if TYPE_CHECKING:
    from wa_sync.config.places import Lines


class Stop(Exception):
    """Reading cannot go on; what was found before still counts."""

    def __init__(
        self, rule: str, message: str, index: int, *, hint: str | None = None
    ) -> None:
        """Keep what is wrong at a character index."""
        super().__init__(message)
        self.rule = rule
        self.message = message
        self.index = index
        self.hint = hint


class Problems:
    """The diagnostics of one file, in the order in which they were found."""

    def __init__(self, lines: Lines) -> None:
        """Begin with none."""
        self.lines = lines
        self.found: list[Diagnostic] = []

    @property
    def full(self) -> bool:
        """Whether more would only hide what the file really is."""
        return len(self.found) >= MAX_PROBLEMS

    def add(
        self, rule: str, message: str, start: int, end: int, hint: str | None = None
    ) -> None:
        """Take one more, unless there are too many already."""
        if not self.full:
            finding = Finding(rule=rule, at=ROOT, message=message, hint=hint)
            self.found.append(Diagnostic(finding, self.lines.span(start, end)))

    def stop(self, stop: Stop) -> None:
        """Take what ended the reading, even past the limit."""
        finding = Finding(rule=stop.rule, at=ROOT, message=stop.message, hint=stop.hint)
        span = self.lines.span(stop.index, stop.index + 1)
        self.found.append(Diagnostic(finding, span))

    def tag(self, tag: str, start: int, end: int) -> None:
        """A tag asks for a type that plain JSON does not have."""
        self.add(
            "yaml_tag",
            f"tags such as {tag[:60]!r} are not allowed here",
            start,
            end,
            "put the text in quotes if it begins with an exclamation mark",
        )

    def characters(self, text: str) -> None:
        """Characters that stand in the file and may not."""
        for match in FORBIDDEN.finditer(text):
            if self.full:
                return
            what = describe(match[0])
            self.add(
                "text_control_character",
                f"the file holds {what}, which cannot be seen",
                match.start(),
                match.end(),
                "delete it, and type the text around it again",
            )

    def escaped(self, value: str, start: int, end: int) -> None:
        """Halves of characters, which are no text at all.

        Other characters that cannot be seen can be, as escapes: they are left to the
        kinds' rules, which an entry may allow, since live texts hold them.
        """
        for character in dict.fromkeys(FORBIDDEN.findall(value)):
            if "\ud800" <= character <= "\udfff":
                message = f"the text holds {describe(character)}"
                hint = "write the character itself"
                self.add("yaml_escape", message, start, end, hint)

    def cut(self, end: int, indent: int) -> None:
        """A comment behind a plain text that looks like its rest.

        On a line of its own it does only from the column ``indent`` on (from 0): what
        stands further left is no part of the text, whatever it is.
        """
        text = self.lines.file.text
        match = COMMENT.match(text, end)
        if match is None:
            return
        comment = match[1]
        start = match.end() - len(comment) - 1
        below = "\n" in match[0]
        if below and start - text.rfind("\n", 0, start) - 1 < indent:
            return
        spaced = comment.startswith((" ", "\t")) or (below and not comment)
        if "{{" in comment or not spaced:
            what = "this line" if below else "the rest of the line"
            self.add(
                "text_cut_by_comment",
                f"the text ends here: YAML takes {what} for a comment",
                start,
                match.end(),
                "put the text in quotes; a comment has a space behind its #",
            )

    def duplicate(self, key: str, place: tuple[int, int], first: int) -> None:
        """A key for the second time in one mapping."""
        span = self.lines.span(first, first + 1)
        self.add(
            "yaml_duplicate_key",
            f"{key[:60]!r} is written twice: also in line {span.line}, "
            f"column {span.column}",
            *place,
            hint="keep one of the two",
        )
