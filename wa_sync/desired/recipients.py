"""``smoke_recipients`` of an account: the only numbers that smoke ever sends to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wa_sync.messages.recipient import check, dialled
from wa_sync.model.finding import Diagnostic, Finding
from wa_sync.model.sent import masked
from wa_sync.model.source import array, text


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from wa_sync.model.account import Account
    from wa_sync.model.source import Pointer, Spec


_KEY = "smoke_recipients"
_LIST = "smoke_recipients: of the account lists the numbers that may be sent to"


@dataclass(frozen=True, slots=True)
class Filled:
    """A value with its variables replaced, and what is wrong with them.

    ``unknown`` leads to texts that hold variables which nobody has looked at yet.
    """

    value: Spec
    findings: Sequence[Finding] = ()
    unknown: frozenset[Pointer] = frozenset()

    def knows(self, at: Pointer) -> bool:
        """Whether a value is as it will be."""
        failed = {*self.unknown, *(one.at for one in self.findings)}
        return not any(one[: len(at)] == at or at[: len(one)] == one for one in failed)


@dataclass(frozen=True, slots=True)
class Recipients:
    """The list of an account; ``numbers`` are as they are dialled, None if unknown.

    ``sure`` is False where it is not known what the list says.
    """

    account: str
    numbers: tuple[tuple[str, str | None], ...]
    diagnostics: tuple[Diagnostic, ...] = ()
    sure: bool = True

    def choose(self, entry: Spec, filled: Filled) -> str | Finding | None:
        """Return the number that a test is sent to; None where nobody knows yet.

        Whatever is not on the list is refused: there is no other way to a number.
        """
        if not self.sure:
            return None
        if not self.numbers:
            what = f"account {self.account} lists no number to send to"
            return self._refused(what, "add smoke_recipients: to the account")
        if "to" not in entry:
            if len(self.numbers) == 1:
                return self.numbers[0][1]
            what = f"account {self.account} lists several numbers, and none is chosen"
            return self._refused(what, "add to:, one of the account's smoke_recipients")
        return self._named(text(entry["to"]), filled)

    def _named(self, written: str, filled: Filled) -> str | Finding | None:
        if not filled.knows(("to",)):
            return dict(self.numbers).get(written)
        number = dialled(text(filled.value["to"]))
        known = [one for _, one in self.numbers]
        if number in known:
            return number
        if None in known:
            return None
        what = f"{masked(number)} is none of the numbers that account {self.account}"
        return self._refused(f"{what} lists", _LIST, at=("to",))

    def _refused(self, message: str, hint: str, at: Pointer = ()) -> Finding:
        return Finding(
            rule="smoke_recipient_unlisted", at=at, message=message, hint=hint
        )


def recipients(account: Account, fill: Callable[[Spec, Account], Filled]) -> Recipients:
    """Read the list of an account, and find what is wrong with it."""
    if account.smoke_recipients is None:
        return Recipients(account.name, (), sure=False)
    filled = fill({_KEY: [*account.smoke_recipients]}, account)
    values = [text(one) for one in array(filled.value[_KEY])]
    numbers = [
        dialled(value) if filled.knows((_KEY, i)) else None
        for i, value in enumerate(values)
    ]
    found = [*filled.findings]
    for i, value in enumerate(values):
        if numbers[i] is not None:
            # as it is typed: what is dialled no longer shows a 0 in brackets
            found += (replace(one, at=(_KEY, i)) for one in _judged(value))
    return Recipients(
        account.name,
        tuple(zip(account.smoke_recipients, numbers, strict=True)),
        tuple(_diagnosed(account, found)),
        sure=not found,
    )


def _judged(value: str) -> Iterator[Finding]:
    if value.strip():
        yield from check(value)
        return
    yield Finding(
        rule="recipient_missing",
        at=(),
        message="This number is empty.",
        hint="A CI system gives an empty variable for a secret that it does not know.",
    )


def _diagnosed(account: Account, found: Sequence[Finding]) -> Iterator[Diagnostic]:
    for one in found:
        span = None if account.origin is None else account.origin.span(one.at)
        yield Diagnostic(one, span)
