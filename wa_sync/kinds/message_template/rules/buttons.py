"""Rules about the buttons of a template together."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING

from wa_sync.kinds.message_template import limits
from wa_sync.kinds.message_template.rules import codes
from wa_sync.model.finding import Finding, Severity
from wa_sync.model.source import text


if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_sync.kinds.message_template.spec import Component, Template


ALONE = frozenset({"CATALOG", "MPM", "SPM"})


def button_not_alone(template: Template, _: Component) -> Iterator[Finding]:
    """A button that opens products is documented as the only one."""
    buttons = template.parts.buttons
    for button in buttons:
        if button.type in ALONE and len(buttons) > 1:
            yield Finding(
                rule="button_not_alone",
                at=button.at,
                message=f"The {button.type} button is documented as the only one; "
                f"here it is one of {len(buttons)}.",
                hint="Remove the others.",
                severity=Severity.WARNING,
                meta=codes.INVALID,
            )
            return


def button_text_duplicate(template: Template, _: Component) -> Iterator[Finding]:
    """Two buttons with one label are reported as refused."""
    seen: set[str] = set()
    for button in template.parts.buttons:
        label = text(button.fields.get("text")).strip()
        if label and label in seen:
            yield Finding(
                rule="button_text_duplicate",
                at=(*button.at, "text"),
                message=f"Another button has the label {label!r} too.",
                hint="Give each button a label of its own.",
                severity=Severity.WARNING,
                meta=codes.BUTTON_FORMAT,
            )
        seen.add(label)


def buttons_missing(_: Template, component: Component) -> Iterator[Finding]:
    """A BUTTONS component has buttons."""
    if not component.fields.get("buttons"):
        yield Finding(
            rule="buttons_missing",
            at=component.at,
            message="The BUTTONS component has no buttons.",
            hint="Add buttons, or remove the component.",
            meta=codes.BUTTON_FIELDS,
        )


def buttons_too_many(template: Template, component: Component) -> Iterator[Finding]:
    """A template has at most ten buttons."""
    count = len(template.parts.buttons)
    if count > limits.BUTTONS:
        yield Finding(
            rule="buttons_too_many",
            at=(*component.at, "buttons"),
            message=f"There are {count} of at most {limits.BUTTONS} buttons.",
            hint="Remove some.",
            meta=codes.INVALID,
        )


def buttons_too_many_of_type(template: Template, _: Component) -> Iterator[Finding]:
    """Most types of button may appear once, URL twice."""
    buttons = template.parts.buttons
    if len(buttons) == 1:
        return
    counts: Counter[str] = Counter()
    for button in buttons:
        counts[button.type] += 1
        limit = limits.BUTTONS_OF_TYPE.get(button.type, limits.BUTTONS)
        if counts[button.type] == limit + 1 and limit < limits.BUTTONS:
            total = sum(other.type == button.type for other in buttons)
            yield Finding(
                rule="buttons_too_many_of_type",
                at=button.at,
                message=f"There are {total} of at most {limit} buttons of type "
                f"{button.type}.",
                hint="Remove this one.",
                meta=codes.INVALID,
            )


def quick_replies_scattered(
    template: Template, component: Component
) -> Iterator[Finding]:
    """Quick replies stand together, before or after the other buttons."""
    buttons = template.parts.buttons
    runs = groupby(button.type == "QUICK_REPLY" for button in buttons)
    order = [quick for quick, _ in runs]
    if len(order) > 2:  # noqa: PLR2004 - quick replies, others: two runs
        yield Finding(
            rule="quick_replies_scattered",
            at=(*component.at, "buttons"),
            message="Quick replies are mixed with other buttons: "
            f"{', '.join(button.type for button in buttons)}.",
            hint="Put all quick replies first, or all of them last.",
            meta=codes.BUTTON_FORMAT,
        )
