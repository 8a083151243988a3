"""PyYAML: text → events, and what its refusals mean to a person."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol, cast

import yaml
from yaml.error import MarkedYAMLError

from wa_sync.config.budgets import MAX_PURE_CHARACTERS


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Mark(Protocol):
    """A place in the text that was parsed."""

    index: int


class Event(Protocol):
    """What PyYAML's events have: a scalar all of it, the others their part.

    PyYAML's own types leave every mark optional, which it never is after parsing.
    """

    start_mark: Mark
    end_mark: Mark
    anchor: str | None
    tag: str | None
    value: str
    style: str | None


class _Parser(Protocol):
    def get_event(self) -> Event | None: ...


# None where PyYAML was built without libyaml
_CParser: Callable[[str], _Parser] | None = getattr(
    getattr(yaml, "cyaml", None), "CParser", None
)


BLANK = frozenset({" ", "\t", "\n"})
COMMENT = re.compile(r"[ \t\n]+#([^\n]*)")
"""A comment behind a text, on its line or below it."""
_SUSPECT = re.compile(r"(?<!\S)#(?:(?![ \t])|[^\n]*\{\{)")


def may_cut(text: str) -> bool:
    """Whether a comment of a text may be the rest of a value."""
    return "#" in text and _SUSPECT.search(text) is not None


_MARKED = re.compile(r"(?:!|&(?=\S))(?<![^\s\[{,:?-].)")
"""Where a tag or an anchor may stand; it begins with the rarest sign to be quick.

None may follow a bracket that closes, as the ``!`` of ``{{1}}!`` does.
"""


def marked(text: str) -> bool:
    """Whether a text may hold a tag or an anchor."""
    return _MARKED.search(text) is not None


def open_parser(text: str) -> Callable[[], Event]:
    """Return what gives one event after the other, None at the end."""
    parser = yaml.Loader(text) if _CParser is None else _CParser(text)
    return cast("Callable[[], Event]", parser.get_event)


class Unparsable(Exception):
    """YAML refuses the text at a character index."""

    def __init__(
        self, problem: str, index: int, context: int | None, rule: str
    ) -> None:
        """Keep what the parser said, where, and where what it was in began."""
        super().__init__(problem)
        self.problem = problem
        self.index = index
        self.context = context
        self.rule = rule


_SPLIT_PAIR = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F]")


def needs_pure(text: str) -> bool:
    """Whether only PyYAML's own parser takes it: it has halves of characters."""
    return (
        "\\u" in text
        and _SPLIT_PAIR.search(text) is not None
        and len(text) <= MAX_PURE_CHARACTERS
    )


def parse(text: str, *, pure: bool = False) -> Iterator[Event]:
    """Yield the events of a text; raises Unparsable at the first refusal."""
    try:
        if pure or _CParser is None:
            yield from cast("Iterator[Event]", yaml.parse(text, Loader=yaml.Loader))
        else:
            yield from iter(_CParser(text).get_event, None)
    except MarkedYAMLError as error:
        raise _unparsable(error, len(text)) from None
    except (yaml.YAMLError, ValueError, OverflowError):
        # an escape beyond the last character: the pure parser has no word for it
        raise Unparsable(
            "an escape that names no character", 0, None, "yaml_escape"
        ) from None


def _unparsable(error: MarkedYAMLError, end: int) -> Unparsable:
    mark = error.problem_mark or error.context_mark
    index = mark.index if mark is not None else end
    context = error.context_mark.index if error.context_mark is not None else None
    problem = error.problem or error.context or "this is not YAML"
    rule = "yaml_escape" if "Unicode character escape" in problem else "yaml_syntax"
    return Unparsable(problem, min(index, end), context, rule)


def scalar_text(source: str) -> str:
    """Return what a single scalar says; the source itself where it says nothing."""
    try:
        for event in parse(source, pure=True):
            if isinstance(event, yaml.ScalarEvent):
                return str(event.value)
    except Unparsable:
        pass
    return source


_QUOTE = "put the text in quotes, or on the next line below |-"
_HINTS = (
    (re.compile(r"\{\{"), f"YAML takes a bare {{ for its own: {_QUOTE}"),
    (re.compile(r"(?:^\s*|[:,\[{]\s+|- )\*"), f"YAML takes * for an alias: {_QUOTE}"),
    (re.compile(r"(?:^\s*|[:,\[{]\s+|- )[@`%]"), f"no YAML text begins so: {_QUOTE}"),
    (re.compile(r"^ *\t"), "indent with spaces: YAML takes no tabs there"),
    (re.compile(r":\s+[^'\"\s].*:(?:\s|$)"), f"': ' begins a value: {_QUOTE}"),
    (re.compile(r"'[^']*'[^\s,\]}#]"), "write '' for a ' inside single quotes"),
    (re.compile(r"\"[^\"]*\"\s*[^\s,\]}#:]"), 'quote the whole text, \\" inside it'),
)
_UNCLOSED = "a quote or a bracket is not closed, or a line is indented wrongly"


def hint_for(text: str, error: Unparsable) -> str:
    """Say how to mend what the parser refused, judged by the line it stopped in."""
    if error.rule == "yaml_escape":
        return "write the character itself instead of its escape"
    for index in (error.index, max(error.index - 1, 0)):
        start = text.rfind("\n", 0, index) + 1
        end = text.find("\n", index)
        line = text[start : end if end >= 0 else len(text)][:_LONGEST]
        for pattern, hint in _HINTS:
            if pattern.search(line):
                return hint
    return _UNCLOSED


_LONGEST = 1_000
