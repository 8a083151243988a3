"""Meta's sentences when it refuses something about templates (meta-api.md §9.2).

``message`` is nearly always just "Invalid parameter"; what is worth reading is in the
user texts. Texts that were recorded are as recorded; where a comment says so, nobody
has seen the answer, and only code and meaning are certain.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.kinds.message_template.languages import LANGUAGES
from wa_sync.sandbox.wire import Refusal


if TYPE_CHECKING:
    from wa_sync.model.finding import Finding


INVALID = 100
PHONE = 192
TITLES = {
    2388040: "Character Limit Exceeded",
    2388042: "Text Isn't Allowed",
    2388043: "Message Template Is Missing Expected Fields",
    2388046: "Message Template Name Format Is Incorrect",
    2388047: "Message Template Body Format Is Incorrect",
    2388049: "Language Isn't Available",
    2388050: "Button Is Missing Expected Fields",
    2388072: "Message Template Header Format Is Incorrect",
    2388073: "Message Template Footer Format Is Incorrect",
    2388081: "Link Isn't Allowed",
    2388148: "Authentication Template Needs an OTP Button",
    2388155: "Template name is already used as a sample template",
    2388273: "Media Sample Is Missing",
    2388293: "Parameters Words Ratio Exceeds Limit",
    2388299: "Leading or Trailing Parameters Aren't Allowed",
}
WEEK, DAY, HOUR, MINUTE = 604_800, 86_400, 3600, 60


def refuse(subcode: int | None, title: str, text: str) -> Refusal:
    """Build a refusal with code 100."""
    return Refusal(INVALID, subcode=subcode, title=title, text=text)


def by_rule(finding: Finding) -> Refusal:
    """Build what Meta answers when a rule is broken."""
    meta = finding.meta
    code, subcode = (meta.code, meta.subcode) if meta else (INVALID, None)
    if code == PHONE:
        return Refusal(
            code, f"(#192) Param {_path(finding)} is not a valid phone number."
        )
    if subcode is None:
        return Refusal(code, f"(#{code}) {finding.message}")
    title = TITLES.get(subcode, "Invalid parameter")
    blamed = {"blame_field_specs": [["name"]]} if finding.at == ("name",) else None
    text = finding.message
    return Refusal(code, subcode=subcode, title=title, text=text, data=blamed)


def _path(finding: Finding) -> str:
    """Write a pointer as Meta does: ``components[1]['buttons'][0]['phone_number']``."""
    first, *rest = finding.at or ("components",)
    return str(first) + "".join(
        f"[{step}]" if isinstance(step, int) else f"['{step}']" for step in rest
    )


def exists(language: str) -> Refusal:
    """Name and language are taken, in whatever status."""
    return refuse(
        2388024,
        "Content in This Language Already Exists",
        f"There is already {_called(language)} content for this template. You can "
        "create a new template and try again.",
    )


def being_deleted(language: str, seconds: int) -> Refusal:
    """Name and language were deleted, and are locked for a while."""
    called = _called(language)
    return refuse(
        2388023,
        "Message Template Language Is Being Deleted",
        f"New {called} content can't be added while the existing {called} content is "
        f"being deleted. Try again in {_wait(seconds)} or consider creating a new "
        "message template.",
    )


def category_locked(language: str) -> Refusal:
    """A deleted language of the name still holds the category."""
    # the text was recorded, its subcode was not
    return refuse(
        2388025,
        "Message Template Is Being Deleted",
        "You can't change the category for this message template while the existing "
        f"{_called(language)} content is being deleted.",
    )


def other_category(wanted: str, there: str) -> Refusal:
    """All languages of a name have one category; recorded without a subcode."""
    return refuse(
        None,
        "Template Category Doesn't Match",
        f"The category {wanted} doesn't match the one that's already associated with "
        f"this template, {there}.",
    )


def not_editable(status: str) -> Refusal:
    """The status forbids an edit."""
    return refuse(
        2388039,
        "Message Template Status Can't Be Changed",
        f"This message template is {status} and can't be edited. You can only delete "
        "it or add a new template.",
    )


def category_fixed() -> Refusal:
    """An approved template keeps its category."""
    # nobody has recorded this answer; that it is refused is documented
    return refuse(
        None,
        "Message Template Category Can't Be Changed",
        "You can't change the category of a message template that is approved.",
    )


def edits_used_up() -> Refusal:
    """An approved template was edited too often."""
    # the subcode is the one that a remark in Meta's documentation ties to edit limits
    return refuse(
        2388039,
        "Message Template Status Can't Be Changed",
        "An approved message template can be edited once in 24 hours and 10 times in "
        "30 days. Try again later.",
    )


def sample_name() -> Refusal:
    """The name is one of Meta's samples."""
    return refuse(
        2388155,
        TITLES[2388155],
        "This template is named after a sample template created by default. Please "
        "use a different name.",
    )


def sample_deletion() -> Refusal:
    """Meta's samples stay."""
    return refuse(
        2388094,
        "Sample Template Can't Be Deleted",
        "Sample message templates can't be deleted.",
    )


def disabled() -> Refusal:
    """A disabled template stays."""
    # documented as a rule; nobody has recorded the answer
    return refuse(
        None,
        "Message Template Can't Be Deleted",
        "A message template that is disabled can't be deleted.",
    )


def not_found(name: str) -> Refusal:
    """There is no template to delete."""
    return refuse(
        2593002,
        "Message Template Not Found",
        f"The message template {name} wasn't found for this account.",
    )


def too_many(limit: int) -> Refusal:
    """The account is full."""
    return refuse(
        2388019,
        "Message Template Limit Reached",
        f"You've reached the limit of {limit} message templates for this account. "
        "Delete some of them and try again.",
    )


def too_fast(limit: int) -> Refusal:
    """Too many creates within an hour."""
    return Refusal(
        80008,
        "(#80008) There have been too many calls to this WhatsApp Business account. "
        "Wait a bit and try again.",
        title="Too Many Message Templates",
        text=f"You can create {limit} message templates an hour.",
    )


def _called(language: str) -> str:
    return LANGUAGES.get(language, language)


def _wait(seconds: int) -> str:
    """Say how long: in the largest unit that fits, without the rest."""
    for length, unit in (
        (WEEK, "week"),
        (DAY, "day"),
        (HOUR, "hour"),
        (MINUTE, "minute"),
    ):
        count = seconds // length
        if count:
            return f"{count} {unit}{'s' if count > 1 else ''}"
    return "less than 1 minute"
