"""What an account is asked, and what was answered: nothing is judged here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from wa_sync.errors import ApiUnavailable, BadEnvironment, NotAuthorized
from wa_sync.graph import probe


if TYPE_CHECKING:
    from wa_sync.errors import ApiError, WaSyncError
    from wa_sync.graph.probe import Heard
    from wa_sync.http.client import Http
    from wa_sync.http.secret import Secret
    from wa_sync.model.account import Account

_NO_TOKEN: Final = 190
_UNAUTHORIZED: Final = 401
_NUMBER_FIELDS: Final = "id,display_phone_number,verified_name"


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How an account is asked. ``origin`` is an address that a person gave."""

    http: Http
    origin: str | None
    sandbox: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What the API said to each question; None for one that was not asked."""

    first: Heard
    numbers: Heard | None = None
    number: Heard | None = None
    templates: Heard | None = None

    @property
    def all(self) -> tuple[Heard, ...]:
        """Everything that was answered."""
        several = (self.first, self.numbers, self.number, self.templates)
        return tuple(one for one in several if one is not None)

    @property
    def unreachable(self) -> WaSyncError | None:
        """Why nobody sensible answered; a refusal is an answer."""
        problem = self.first.problem
        return (
            problem if isinstance(problem, (ApiUnavailable, BadEnvironment)) else None
        )

    @property
    def refusal(self) -> ApiError | None:
        """The refusal of the token as such, whatever it is asked for."""
        problem = self.first.problem
        if not isinstance(problem, NotAuthorized):
            return None
        as_such = problem.code == _NO_TOKEN or problem.status == _UNAUTHORIZED
        return problem if as_such else None


def questions(account: Account, way: Way, token: Secret) -> Answers:
    """Ask for what the account names; no further where that can bring nothing new."""

    def ask(path: str, **params: str) -> Heard:
        return probe.ask(way.http, account, token, path, params, origin=way.origin)

    waba, phone = account.waba_id, account.phone_number_id
    if waba is None:
        first = ask(phone, fields=_NUMBER_FIELDS) if phone else ask("me", fields="id")
        return Answers(first=first, number=first if phone else None)
    first = ask(f"{waba}/phone_numbers", fields="id", limit="100")
    told = Answers(first=first, numbers=first)
    if told.unreachable is not None or told.refusal is not None:
        return told
    return replace(
        told,
        number=ask(phone, fields=_NUMBER_FIELDS) if phone else None,
        templates=ask(f"{waba}/message_templates", fields="id", limit="1"),
    )
