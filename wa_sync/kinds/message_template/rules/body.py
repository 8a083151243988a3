"""Rules about bodies: of templates, and of the cards of a carousel."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wa_sync.kinds.message_template import limits
from wa_sync.kinds.message_template.rules import codes
from wa_sync.kinds.message_template.rules.characters import emojis, without, words
from wa_sync.kinds.message_template.rules.wording import many
from wa_sync.model.finding import Finding


if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_sync.kinds.message_template.spec import Component, Template


_GAP = re.compile(rf"(?:\r?\n){{{limits.BODY_NEWLINES + 1},}}")


def body_recommendation_field(_: Template, body: Component) -> Iterator[Finding]:
    """The security recommendation is one of Meta's own texts."""
    if "add_security_recommendation" in body.fields:
        yield Finding(
            rule="body_recommendation_field",
            at=(*body.at, "add_security_recommendation"),
            message="add_security_recommendation is for AUTHENTICATION templates.",
            hint="Remove it, or use category: AUTHENTICATION.",
            meta=codes.INVALID,
            key=True,
        )


def body_newlines(_: Template, body: Component) -> Iterator[Finding]:
    """A body has at most one empty line in a row."""
    if "\n" not in body.text:
        return
    gap = _GAP.search(body.text)
    if gap:
        count = gap[0].count("\n")
        yield Finding(
            rule="body_newlines",
            at=(*body.at, "text"),
            message=f"The body has {count} line breaks in a row, of at most "
            f"{limits.BODY_NEWLINES}.",
            hint="Leave one empty line between paragraphs.",
            meta=codes.BODY,
        )


def body_only_variables(_: Template, body: Component) -> Iterator[Finding]:
    """A body says something of its own."""
    if not words(without(body.text, body.variables)):
        yield Finding(
            rule="body_only_variables",
            at=(*body.at, "text"),
            message="The body has no words but its variables.",
            hint="Write what the values mean.",
            meta=codes.BODY,
        )


def body_text_missing(_: Template, body: Component) -> Iterator[Finding]:
    """A body has a text."""
    if not body.text:
        yield Finding(
            rule="body_text_missing",
            at=body.at,
            message="The body has no text.",
            hint="Add text.",
            meta=codes.BODY,
        )


def body_too_long(template: Template, body: Component) -> Iterator[Finding]:
    """How long a body may be depends on what is around it."""
    length = len(body.text)
    if length <= limits.BODY_LENGTH_CARD:
        return
    limit, where = _limit(template, body)
    if length > limit:
        yield Finding(
            rule="body_too_long",
            at=(*body.at, "text"),
            message=f"The body{where} has {length} of at most {limit} characters.",
            hint="Shorten it.",
            meta=codes.TOO_LONG,
        )


def body_too_many_emojis(_: Template, body: Component) -> Iterator[Finding]:
    """A body has at most ten emoji."""
    count = emojis(body.text)
    if count > limits.BODY_EMOJIS:
        yield Finding(
            rule="body_too_many_emojis",
            at=(*body.at, "text"),
            message=f"The body has {count} of at most {limits.BODY_EMOJIS} emoji.",
            hint="Remove some.",
            meta=codes.BODY,
        )


def body_words_per_variable(_: Template, body: Component) -> Iterator[Finding]:
    """A body has enough words for its variables (the formula fits live outcomes)."""
    count = len(body.variables)
    needed = limits.WORDS_PER_VARIABLE * count + limits.WORDS_MORE - count
    found = words(without(body.text, body.variables))
    if 0 < found < needed:
        yield Finding(
            rule="body_words_per_variable",
            at=(*body.at, "text"),
            message=f"The body has {many(found, 'word')} beside its "
            f"{many(count, 'variable')}; Meta wants at least {needed}.",
            hint="Write more text, or use fewer variables.",
            meta=codes.WORDS,
        )


def _limit(template: Template, body: Component) -> tuple[int, str]:
    if body.in_card:
        return limits.BODY_LENGTH_CARD, " of a card"
    if any(button.type == "SPM" for button in template.parts.buttons):
        return limits.BODY_LENGTH_PRODUCT, " of a single-product template"
    if template.parts.find("LIMITED_TIME_OFFER"):
        return limits.BODY_LENGTH_OFFER, " of a limited-time offer"
    return limits.BODY_LENGTH, ""
