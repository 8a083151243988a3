"""Calls to the Graph API about templates, and nothing else (meta-api.md §1, §4-§6)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

from wa_sync.errors import InvalidConfiguration, NotFound, Rejected, StalePlan
from wa_sync.kind import Listing
from wa_sync.kinds.message_template.align import UNREAD
from wa_sync.kinds.message_template.normal import from_answer
from wa_sync.model.source import mapping


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from wa_sync.graph.client import Reader
    from wa_sync.model.account import Account
    from wa_sync.model.resource import Address, Live
    from wa_sync.model.source import Spec

T = TypeVar("T")

CORE_FIELDS = (
    "id",
    "name",
    "language",
    "category",
    "status",
    "parameter_format",
    "components",
)
OPTIONAL_FIELDS = (
    "sub_category",
    "message_send_ttl_seconds",
    "cta_url_link_tracking_opted_out",
    "disable_ios_autofill",
    "display_format",
    "is_primary_device_delivery_only",
    "degrees_of_freedom_spec",
    "bid_spec",
    "previous_category",
    "correct_category",
    "rejected_reason",
    "quality_score",
    "last_updated_time",
    "library_template_name",
)
"""Shown only when asked for. An API version that lacks one refuses the whole call, so
each can be left out (meta-api.md §1.2)."""
SUMMARY = "message_template_count,message_template_limit"


def read(reader: Reader, account: Account) -> Listing:
    """Read all templates of an account, to the end of the list.

    Raises StalePlan where the account shows one name and language twice: which of
    the two a declaration means, nobody can say.
    """
    path = f"{waba(account)}/message_templates"

    def ask(fields: str, unread: Sequence[str]) -> tuple[list[Live], int | None]:
        found: list[Live] = []
        limit = None
        for items, page in reader.pages(path, {"fields": fields, "summary": SUMMARY}):
            # page by page: the answers of a large account are not kept beside them
            found.extend(_live(items, unread))
            told = mapping(page.get("summary")).get("message_template_limit")
            limit = told if isinstance(told, int) else limit
        return found, limit

    found, limit = _asking(ask)
    return Listing(_unique(found), limit)


def find(
    reader: Reader, account: Account, address: Address, live_id: str | None
) -> Live | None:
    """Read one template again: by its id, or else by its exact name and language."""
    if live_id:
        one = _asking(lambda fields, unread: _get(reader, live_id, fields, unread))
        if one is not None:
            return one
    path, name = f"{waba(account)}/message_templates", address.name

    def ask(fields: str, unread: Sequence[str]) -> list[Live]:
        pages = reader.pages(path, {"fields": fields, "name": name})
        return [one for items, _ in pages for one in _live(items, unread)]

    # the filter also gives names that only contain this one (meta-api.md §6.1)
    same = [one for one in _asking(ask) if one.address == address]
    return next(iter(_unique(same)), None)


def waba(account: Account) -> str:
    """Return the id of the WABA that holds the account's templates."""
    if account.waba_id is None:
        raise InvalidConfiguration(
            f"account {account.name} has no waba_id, so its templates cannot be read",
            (),
            hint=f"give account {account.name} the id of its WhatsApp Business Account",
        )
    return account.waba_id


def _get(
    reader: Reader, live_id: str, fields: str, unread: Sequence[str]
) -> Live | None:
    try:
        return next(_live([reader.get(live_id, {"fields": fields})], unread))
    except NotFound:
        return None


_NONEXISTING = re.compile(r"nonexisting field \((\w+)\)")


def _asking(ask: Callable[[str, Sequence[str]], T]) -> T:
    """Ask with all fields, then without those that this API version does not know.

    ``ask`` is told which these are.
    """
    unread: list[str] = []
    while True:
        optional = [field for field in OPTIONAL_FIELDS if field not in unread]
        try:
            return ask(",".join((*CORE_FIELDS, *optional)), unread)
        except Rejected as error:
            unknown = _NONEXISTING.search(error.message)
            if unknown is None or unknown[1] not in optional:
                raise
            unread.append(unknown[1])


def _live(answers: Iterable[Spec], unread: Sequence[str]) -> Iterator[Live]:
    for answer in answers:
        yield from_answer({**answer, UNREAD: list(unread)} if unread else answer)


def _unique(found: Iterable[Live]) -> tuple[Live, ...]:
    """Drop what a list that moved between two pages showed twice."""
    by_id = {one.live_id: one for one in found}
    by_address: dict[Address, Live] = {}
    for one in by_id.values():
        other = by_address.setdefault(one.address, one)
        if other is not one:
            raise StalePlan(
                f"{one.address} is live twice, as {other.live_id} and {one.live_id}",
                hint="delete one of them in WhatsApp Manager",
            )
    return tuple(by_address.values())
