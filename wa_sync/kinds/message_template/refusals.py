"""The words for what Meta refuses: said at plan time, and said again when it does.

Times are rounded up to the minute, since that is how they are shown.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from wa_sync.kinds.message_template.limits import NAME_LOCK_DAYS
from wa_sync.model.change import Action, Blocked


if TYPE_CHECKING:
    from datetime import datetime

    from wa_sync.model.resource import Live
    from wa_sync.model.source import Json, Spec


EDIT_QUOTA: Final = "edit_quota"
NAME_LOCKED: Final = "name_locked"
SAMPLE = Blocked(
    rule="metas_sample",
    reason="this is one of Meta's samples; Meta lets nobody change or delete it",
    way_out="declare a template with a name of your own",
)
NAME_OF_A_SAMPLE = Blocked(
    rule="metas_sample",
    reason="Meta keeps this name for one of its samples",
    way_out="choose another name",
)
LANGUAGE_BEING_DELETED = Blocked(
    rule=NAME_LOCKED,
    reason="this language of the template is being deleted; "
    "Meta keeps the name locked for about 30 days",
    way_out="wait, or use another name, such as one that ends in _v2",
    time_helps=True,
)
NAME_BEING_DELETED = Blocked(
    rule=NAME_LOCKED,
    reason="the template of this name is being deleted; "
    "Meta keeps the name locked for about 30 days",
    way_out="wait, or use another name, such as one that ends in _v2",
    time_helps=True,
)
CATEGORY_WHILE_DELETING = Blocked(
    rule="category_while_deleting",
    reason="the category cannot change while a language of this name is being deleted",
    way_out="wait about 30 days, or use another name",
    time_helps=True,
)
DISABLED_STAYS = Blocked(
    rule="disabled_cannot_be_deleted",
    reason="Meta disabled this template, and a disabled one cannot be deleted",
    way_out="drop the tombstone; a template that is not declared is left alone",
)
ALREADY_THERE = Blocked(
    rule="already_exists",
    reason="a template of this name and language exists already",
    way_out="run again: the new plan sees it and edits it instead",
)
ALREADY_GONE = Blocked(
    rule="already_gone",
    reason="there is no template of this id and name any more",
    way_out="run again: the new plan sees that it is gone",
)
EDIT_REFUSED = Blocked(
    rule="edit_refused",
    reason="Meta takes no edit of this template now: it is in review, or was edited "
    "once in 24 hours or 10 times in 30 days at least",
    way_out="wait until the review is over and a day has passed, then run again",
    time_helps=True,
)
TEMPLATES_FULL = Blocked(
    rule="template_limit",
    reason="the account holds as many templates as it may",
    way_out="delete templates that are no longer used, or verify the business",
)
CATEGORY_MISMATCH = Blocked(
    rule="category_of_other_languages",
    reason="other languages of this name have another category",
    way_out="declare their category, or use another name",
)
NO_AUTHENTICATION = Blocked(
    rule="authentication_not_allowed",
    reason="Meta does not let this account create authentication templates",
    way_out="verify the business, or ask Meta",
)


def template_limit(count: int, limit: int) -> Blocked:
    """Say how full the account is."""
    return Blocked(
        rule="template_limit",
        reason=f"the account holds {count} templates and may hold {limit}",
        way_out=TEMPLATES_FULL.way_out,
    )


def other_category(other: Live, wanted: Json) -> Blocked:
    """Say which language stands in the way of a create."""
    shown = other.spec.get("category")
    return Blocked(
        rule="category_of_other_languages",
        reason=f"{other.address.key} is {shown}, and all languages of a name have one "
        f"category; {wanted} would be refused",
        way_out=f"declare category: {shown}, or use another name",
    )


def in_review(status: str | None) -> Blocked:
    """Say that the review has to end first."""
    return Blocked(
        rule="in_review",
        reason=f"it is in review ({status}), and Meta takes no edit until that is over",
        way_out="run again after the review (at most 24 hours as a rule)",
        time_helps=True,
    )


def not_editable(status: str | None) -> Blocked:
    """Say which status stands in the way, and what could be done about it."""
    return Blocked(
        rule="not_editable",
        reason=f"Meta takes no edit of a template that is {status}",
        way_out=_WAYS_OUT.get(
            str(status), "look at it in WhatsApp Manager, or use another name"
        ),
    )


_WAYS_OUT = {
    "ARCHIVED": "unarchive it in WhatsApp Manager, then run again",
    "DISABLED": "ask for a review in WhatsApp Manager, or use another name",
    "LIMIT_EXCEEDED": TEMPLATES_FULL.way_out,
}


def edits_used_up(
    made: int,
    allowed: int,
    window: timedelta,
    *,
    not_before: datetime,
    believed: str | None,
) -> Blocked:
    """Say how many edits are known, and which file says so."""
    return Blocked(
        rule=EDIT_QUOTA,
        reason=f"an approved template can be edited {_times(allowed)} in "
        f"{_span(window)}; at least {_edits(made)} known",
        way_out=_wait_or_overrule(believed),
        not_before=_whole_minute(not_before),
        time_helps=True,
        believed=believed,
    )


def edits_refused(
    daily: int, monthly: int, *, not_before: datetime | None = None
) -> Blocked:
    """Say that Meta counted edits which nobody here knew of."""
    return Blocked(
        rule=EDIT_QUOTA,
        reason=f"an approved template can be edited {_times(daily)} in 24 hours and "
        f"{_times(monthly)} in 30 days; Meta takes no more now",
        way_out="run again then" if not_before else "run again in a day or later",
        not_before=not_before and _whole_minute(not_before),
        time_helps=True,
    )


def name_locked(
    since: datetime, *, not_before: datetime, approved: bool, believed: str | None
) -> Blocked:
    """Say when this machine deleted it, and which file says so."""
    how = "after it had been approved" if approved else "not known to be approved ever"
    length = f"{NAME_LOCK_DAYS} days" if approved else "a minute or more"
    return Blocked(
        rule=NAME_LOCKED,
        reason=f"this machine deleted it on {since:%Y-%m-%d %H:%M} UTC, {how}; Meta "
        f"keeps such a name locked for {length}",
        way_out=f"{_wait_or_overrule(believed)}; or use another name, such as one that "
        "ends in _v2",
        not_before=_whole_minute(not_before),
        time_helps=True,
        believed=believed,
    )


def name_locked_for(wait: str, *, not_before: datetime) -> Blocked:
    """Say for how long Meta says that the name is locked."""
    return Blocked(
        rule=NAME_LOCKED,
        reason="this language of the template is being deleted; Meta keeps the name "
        f"locked, and says: try again in {wait}",
        way_out=LANGUAGE_BEING_DELETED.way_out,
        not_before=_whole_minute(not_before),
        time_helps=True,
    )


def told_before(
    rule: str, at: datetime, *, not_before: datetime, believed: str | None
) -> Blocked:
    """Say what Meta said to this machine when it tried the last time."""
    return Blocked(
        rule=rule,
        reason=f"Meta refused it on {at:%Y-%m-%d %H:%M} UTC, {_TOLD[rule]}",
        way_out=_wait_or_overrule(believed),
        not_before=_whole_minute(not_before),
        time_helps=True,
        believed=believed,
    )


_TOLD = {
    EDIT_QUOTA: "since it takes no more edits of this template until then",
    NAME_LOCKED: "since it keeps the name locked until then",
}


JOURNAL = "the journal of this machine"
"""Its path is told apart (``Blocked.believed``): a way out is read by everybody."""


def _wait_or_overrule(believed: str | None) -> str:
    if believed is None:
        return "run again then"
    return f"run again then; {JOURNAL} says so: delete that file if it is wrong"


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number} times"


def _edits(number: int) -> str:
    return "1 edit is" if number == 1 else f"{number} edits are"


def _span(window: timedelta) -> str:
    return "24 hours" if window.days == 1 else f"{window.days} days"


def _whole_minute(when: datetime) -> datetime:
    """Round up: whoever comes at the minute that is shown must not come too early."""
    rest = timedelta(seconds=when.second, microseconds=when.microsecond)
    return when - rest + timedelta(minutes=1) if rest else when


def category_of_approved(before: Spec, after: Spec) -> Blocked:
    """Say why an approved template keeps its category."""
    shown, wanted = before.get("category"), after.get("category")
    return Blocked(
        rule="category_of_approved",
        reason=f"it is approved as {shown}, and the category of an approved template "
        f"cannot be changed to {wanted}",
        way_out=f"declare category: {shown}, or use another name; deleting it would "
        "lock this name for about 30 days",
    )


def no_sample(action: Action) -> Blocked:
    """Say why a media header needs a file."""
    what = "create" if action is Action.CREATE else "edit"
    return Blocked(
        rule="media_without_sample",
        reason=f"to {what} a template with a media header Meta wants the sample anew; "
        "live shows a link to it that cannot be sent back",
        way_out="put the file into the project and name it by asset:",
    )


BY_SUBCODE = {
    2388019: TEMPLATES_FULL,
    2388025: NAME_BEING_DELETED,
    2388024: ALREADY_THERE,
    2388085: ALREADY_THERE,
    2593002: ALREADY_GONE,
    2388094: SAMPLE,
    2388155: NAME_OF_A_SAMPLE,
    2388185: NO_AUTHENTICATION,
}
"""Subcodes of template management (meta-api.md §9.2; the corpus adds some)."""
