"""Calls to the Graph API about templates, and nothing else (meta-api.md §1, §4-§6)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from wa_sync.errors import (
    ApiUnavailable,
    InvalidConfiguration,
    NotFound,
    Rejected,
    StalePlan,
)
from wa_sync.kind import Listing
from wa_sync.kinds.message_template.align import UNREAD
from wa_sync.kinds.message_template.normal import from_answer
from wa_sync.model.source import mapping, text


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
KEY = ("name", "language")


PASSES = 3


@dataclass(slots=True)
class _Told:
    """What the API says of the list as a whole, if it does."""

    count: int | None = None
    limit: int | None = None

    def hear(self, page: Spec) -> None:
        """Keep the latest word."""
        summary = mapping(page.get("summary"))
        count = summary.get("message_template_count")
        limit = summary.get("message_template_limit")
        self.count = count if isinstance(count, int) else self.count
        self.limit = limit if isinstance(limit, int) else self.limit


def read(reader: Reader, account: Account) -> Listing:
    """Read all templates of an account, to the end of the list.

    A list that moves while it is read can lose an object between two pages: where
    there are more than were found, it is read again, until the number fits or two
    readings agree (then the API counts what it does not list). Raises ApiUnavailable
    where it does not come to rest, and StalePlan where the account shows one name and
    language twice: which of the two a declaration means, nobody can say.
    """
    before: set[str] | None = None
    for _ in range(PASSES):
        found, told = _listed(reader, account)
        ids = {one.live_id for one in found}
        if told.count is None or told.count <= len(found) or ids == before:
            return Listing(found, told.limit)
        before = ids
    raise ApiUnavailable(
        f"The list of templates does not come to rest: it was read {PASSES} times.",
        hint="Run again when nobody else changes the account.",
    )


def _listed(reader: Reader, account: Account) -> tuple[tuple[Live, ...], _Told]:
    path = f"{waba(account)}/message_templates"

    def ask(fields: str, unread: Sequence[str]) -> tuple[list[Live], _Told]:
        found: list[Live] = []
        told = _Told()
        for items, page in reader.pages(path, {"fields": fields, "summary": SUMMARY}):
            # page by page: the answers of a large account are not kept beside them
            found.extend(_live(items, unread))
            told.hear(page)
        return found, told

    found, told = _asking(ask)
    return _unique(found), told


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
        found = next(_live([reader.get(live_id, {"fields": fields})], unread))
    except NotFound:
        return None
    if found.live_id != live_id:
        raise ApiUnavailable("The API was asked about one template and shows another.")
    return found


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
        if not (answer.get("id") and all(text(answer.get(key)) for key in KEY)):
            raise ApiUnavailable("The API shows a template without id, name, language.")
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
