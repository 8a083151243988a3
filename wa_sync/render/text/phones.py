"""Phone numbers as plain text: a table of several, a sheet of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.render import wording
from wa_sync.render.sinks.terminal import Text, line
from wa_sync.render.style import Role
from wa_sync.render.text.table import sheet, table


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wa_sync.model.phone import AccountNumbers, PhoneNumber
    from wa_sync.render.style import Style

_HEAD = (
    *("ID", "NUMBER", "NAME", "NAME STATUS", "STATUS", "QUALITY"),
    *("LIMIT", "THROUGHPUT", "VERIFIED"),
)


def phones(found: Sequence[AccountNumbers], style: Style) -> Text:
    """Return a table for each account, and the count; ends with a line end."""
    tables = [Text("\n").join(_account(one, style)) for one in found]
    count = sum(len(one.numbers) for one in found)
    ending = line("{}.", wording.counted(count, "phone number"))
    return line("{}\n", Text("\n\n").join([*tables, style.paint(Role.STRONG, ending)]))


def phone(account: str, number: PhoneNumber, style: Style) -> Text:
    """Return all that is known of one number; ends with a line end."""
    name = style.paint(Role.STRONG, number.id)
    head = line("{} · account {}", name, account)
    rows = [line("  {}", one) for one in sheet(_facts(number), style)]
    return line("{}\n\n{}\n", head, Text("\n").join(rows))


def _account(one: AccountNumbers, style: Style) -> Iterator[Text]:
    yield line("{} · WABA {}", style.paint(Role.STRONG, one.account), one.waba_id)
    yield Text("")
    if not one.numbers:
        yield Text("  no phone number")
        return
    for row in table(_HEAD, [_row(number) for number in one.numbers], style):
        yield line("  {}", row)


def _row(number: PhoneNumber) -> tuple[str | None, ...]:
    return (
        number.id,
        number.display_phone_number,
        number.verified_name,
        number.name_status,
        number.status,
        number.quality_rating,
        number.messaging_limit_tier,
        number.throughput,
        number.code_verification_status,
    )


def _facts(number: PhoneNumber) -> list[tuple[str, str | None]]:
    official = {True: "yes", False: "no", None: None}
    return [
        ("number", number.display_phone_number),
        ("verified name", number.verified_name),
        ("name status", number.name_status),
        ("new name status", number.new_name_status),
        ("verification", number.code_verification_status),
        ("status", number.status),
        ("quality", number.quality_rating),
        ("messaging limit", number.messaging_limit_tier),
        ("throughput", number.throughput),
        ("platform", number.platform_type),
        ("mode", number.account_mode),
        ("official business", official[number.is_official_business_account]),
        ("last onboarded", number.last_onboarded_time),
    ]
