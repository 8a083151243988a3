"""Small words: plurals and articles."""

from __future__ import annotations


def an(noun: str) -> str:
    """Put the article before one of Meta's words, as it is spoken."""
    spoken_with_a_vowel = noun[:1] in set("AEIOU") and not noun.startswith("U")
    return f"{'an' if spoken_with_a_vowel or noun in _LETTERS else 'a'} {noun}"


def many(count: int, noun: str) -> str:
    """Put a number before a noun: 1 card, 2 cards."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


# their first letter is spoken by its name: em, es
_LETTERS = frozenset({"MPM", "SPM"})
