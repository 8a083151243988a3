"""Smoke tests × what is live → messages, each sent once, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from wa_sync.errors import (
    ApiError,
    ApiRefused,
    OutcomeUnknown,
    Refused,
    UsageProblem,
    WaSyncError,
)
from wa_sync.messages import Template, check
from wa_sync.messages.given import Given
from wa_sync.model.account import matches
from wa_sync.model.finding import Severity
from wa_sync.model.sent import Posting, masked
from wa_sync.model.smoke import Trial, Tried, Verdict
from wa_sync.plan.pair import named
from wa_sync.workflow import sending
from wa_sync.workflow.templated import NotLive, Templated, templated


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wa_sync.desired.smoke import SmokeTest
    from wa_sync.graph.client import Reader, Writer
    from wa_sync.model.account import Account
    from wa_sync.workflow.load import Loaded


NOTHING_SENT: Final = "nothing is sent while another test cannot be"


@dataclass(frozen=True, slots=True)
class Ready:
    """A smoke test and its message; ``unfit`` says why it cannot be sent."""

    test: SmokeTest
    message: Template
    unfit: Tried | None = None
    notes: tuple[str, ...] = ()


def chosen(loaded: Loaded, names: Sequence[str]) -> list[SmokeTest]:
    """Return the smoke tests that are asked for, in the order of the files.

    ``names`` are globs of names of tests, or of templates. Raises UsageProblem for one
    that fits none, and where there is none at all.
    """
    every = [
        one
        for one in loaded.smoke_tests
        if loaded.scope.covers(one.address, one.origin.span().file.path)
    ]
    for name in names:
        if not any(_is(one, (name,)) for one in every):
            raise _unknown(name, every)
    wanted = [one for one in every if not names or _is(one, tuple(names))]
    if not wanted:
        raise UsageProblem(
            "there are no smoke tests here",
            hint="write them below smoke_tests: in the files, or choose others",
        )
    return wanted


def _is(test: SmokeTest, globs: tuple[str, ...]) -> bool:
    return matches(test.name, globs) or named(test.address, globs)


def _unknown(name: str, every: Sequence[SmokeTest]) -> UsageProblem:
    from difflib import get_close_matches

    there = list(dict.fromkeys(one.name for one in every))
    close = get_close_matches(name, there, n=1)
    hint = f"there are: {', '.join(there)}" if there else None
    return UsageProblem(
        f"no smoke test is named {name!r}",
        hint=f"did you mean {close[0]!r}?" if close else hint,
    )


def trial(test: SmokeTest) -> Trial:
    """Return a test as reports name it."""
    span = test.origin.span()
    return Trial(
        account=test.account,
        name=test.name,
        template=test.address.name,
        language=test.language,
        to=masked(test.to),
        file=span.file.path,
        line=span.line,
        expect=test.expect,
    )


def ready(reader: Reader, account: Account, test: SmokeTest, loaded: Loaded) -> Ready:
    """Make the message of a test as live takes it, and say what stands in its way."""
    declared = [one for one in loaded.desired.declared if one.account == account.name]
    address = test.address.name, test.language
    try:
        sending.phone_of(account)
    except UsageProblem as error:
        way = f"give account {account.name} the phone_number_id of a number of its own"
        return Ready(test, Template(*address), _unfit(test, error.message, way))
    try:
        made = templated(reader, account, address, test.given, declared)
    except (NotLive, ApiRefused) as error:
        return _not_there(test, error)
    found = [*test.misfits(made.findings), *check(made.message, test.to)]
    notes = _notes(test, made)
    if not found:
        return Ready(test, made.message, notes=notes)
    said = " ".join(one.message for one in found)
    codes = {one.meta.code for one in found if one.meta}
    unfit = _unfit(test, said, found[0].hint if len(found) == 1 else None)
    code = codes.pop() if len(codes) == 1 else None
    return Ready(test, made.message, replace(unfit, code=code), notes)


def _not_there(test: SmokeTest, error: NotLive | ApiRefused) -> Ready:
    """Send it all the same where that is the refusal which is expected."""
    components = () if isinstance(test.given, Given) else test.given
    message = Template(test.address.name, test.language, components)
    if error.code == test.expect:
        return Ready(test, message)
    return Ready(
        test, message, replace(_unfit(test, error.message, error.hint), code=error.code)
    )


def _unfit(test: SmokeTest, message: str, hint: str | None) -> Tried:
    return Tried(
        trial=trial(test),
        verdict=Verdict.UNFIT,
        message=message,
        hint=hint,
        exit_code=Refused.exit_code,
    )


def _notes(test: SmokeTest, made: Templated) -> tuple[str, ...]:
    warned = (
        f"warning: {test.name}: {one.message}"
        for one in made.findings
        if one.severity is not Severity.ERROR
    )
    return (*made.notes, *warned)


def withheld(every: Sequence[Ready]) -> Iterator[Tried]:
    """Say of each test that it is not sent, since some cannot be."""
    for one in every:
        yield one.unfit or not_tried(one.test, NOTHING_SENT)


def not_tried(test: SmokeTest, why: str) -> Tried:
    """Say why a test was not tried."""
    return Tried(trial=trial(test), verdict=Verdict.NOT_TRIED, message=why)


def request(account: Account, one: Ready) -> Posting:
    """Return the request of a test, with the recipient masked."""
    made = sending.posting(account, one.message, one.test.to)
    return replace(made, body={**made.body, "to": masked(one.test.to)})


def shown(account: Account, one: Ready) -> Tried:
    """Show the request, and send nothing."""
    return Tried(
        trial=trial(one.test), verdict=Verdict.SHOWN, request=request(account, one)
    )


def attempt(writer: Writer, account: Account, one: Ready) -> Tried:
    """Send the message of a test once, and hold what Meta says against the test."""
    try:
        sent = sending.send(writer, account, one.message, one.test.to)
    except OutcomeUnknown as error:
        return _ended(one, Verdict.UNKNOWN, error)
    except WaSyncError as error:
        return _failed(one, error)
    if one.test.expect is None:
        return Tried(trial=trial(one.test), verdict=Verdict.ACCEPTED, sent=sent)
    return Tried(
        trial=trial(one.test),
        verdict=Verdict.UNEXPECTED,
        message=f"Meta accepted it; a refusal with {one.test.expect} was expected.",
        exit_code=Refused.exit_code,
        sent=sent,
    )


def _failed(one: Ready, error: WaSyncError) -> Tried:
    """Tell a refusal of the message from what is wrong with the account or the API."""
    code = error.code if isinstance(error, ApiRefused | ApiError) else None
    expected = code is not None and code == one.test.expect
    if expected or isinstance(error, ApiRefused):
        return _refused(one, error, code, expected=expected)
    return replace(_ended(one, Verdict.FAILED, error), code=code)


def _refused(
    one: Ready, error: WaSyncError, code: int | None, *, expected: bool
) -> Tried:
    return Tried(
        trial=trial(one.test),
        verdict=Verdict.REFUSED if expected else Verdict.UNEXPECTED,
        message=error.message,
        hint=None if expected else error.hint,
        code=code,
        exit_code=0 if expected else Refused.exit_code,
    )


def _ended(one: Ready, verdict: Verdict, error: WaSyncError) -> Tried:
    """What ended so stands against every further test of the account, too."""
    return Tried(
        trial=trial(one.test),
        verdict=verdict,
        message=error.message,
        hint=error.hint,
        exit_code=error.exit_code,
        ends_account=True,
    )
