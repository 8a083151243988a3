"""What rules count and look for in texts: emoji, markup, words, variables."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from wa_sync.kinds.message_template.spec import Variable


# Everything that Extended_Pictographic holds from here on, and more: a quick look
# that decides whether the exact count is worth loading the regex library.
_MAYBE_EMOJI = re.compile("[©®‼⁉™-\u2bff\u3030\u303d㊗㊙\U0001f000-\U0001faff]")
_MARKUP = re.compile(
    r"[*\n]|```|(?<!\w)_[^_\n]+_(?!\w)|(?<!\w)~[^~\n]+~(?!\w)",
)
_WORD = re.compile(r"[^\W_](?:[\w'’-]*\w)?")
# Scripts written without spaces between words: each character counts as one, which
# is generous (Meta does not say how it counts there).
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff]"
)


def emojis(value: str) -> int:
    """Count the emoji that a reader sees; one made of several characters is one."""
    if value.isascii() or not _MAYBE_EMOJI.search(value):
        return 0
    return len(_emoji()(value))


def markup(value: str) -> str | None:
    """Return the first line break, asterisk or formatted stretch; None without one.

    An underscore within a word formats nothing.
    """
    found = _MARKUP.search(value)
    return found[0] if found else None


def without(value: str, variables: Sequence[Variable], filler: str = " ") -> str:
    """Return a text with something else in place of its variables."""
    pieces = []
    start = 0
    for variable in variables:
        pieces.append(value[start : variable.start])
        start = variable.end
    return filler.join((*pieces, value[start:]))


def words(value: str) -> int:
    """Count words: runs of letters and digits, and characters of unspaced scripts."""
    if value.isascii():
        return len(_WORD.findall(value))
    spaced, unspaced = _UNSPACED.subn(" ", value)
    return len(_WORD.findall(spaced)) + unspaced


@cache
def _emoji() -> Callable[[str], list[str]]:
    import regex  # type: ignore[import-untyped]

    find: Callable[[str], list[str]] = regex.compile(
        r"\p{Regional_Indicator}{2}|[#*0-9]\ufe0f?\u20e3"
        r"|(?:\p{Emoji_Presentation}|\p{Extended_Pictographic}\ufe0f)"
        r"[\ufe0f\p{Emoji_Modifier}]*"
        r"(?:\u200d\p{Extended_Pictographic}[\ufe0f\p{Emoji_Modifier}]*)*"
    ).findall
    return find
