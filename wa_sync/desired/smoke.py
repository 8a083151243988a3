"""``smoke_tests:`` → messages to try, each in one account, and what is wrong with them.

A test without ``accounts:`` is one of every account that its template is declared for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

from wa_sync.desired.recipients import Filled, Recipients, recipients
from wa_sync.desired.smoke_values import given, written
from wa_sync.desired.whom import meant_for, unknown_accounts
from wa_sync.messages.fit import misfits
from wa_sync.messages.given import Given
from wa_sync.messages.parameters import fill as fill_in
from wa_sync.model.account import matches
from wa_sync.model.address import Address
from wa_sync.model.finding import Diagnostic, Finding, Severity
from wa_sync.model.source import Origin, array, mapping, text


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from wa_sync.desired.sources import Source
    from wa_sync.kind import Kind
    from wa_sync.model.account import Account
    from wa_sync.model.resource import Declared
    from wa_sync.model.source import Spec


SECTION = "smoke_tests"
_VARIABLE = re.compile(r"\$\{[^}]*\}")
_DROPPED = frozenset(
    {
        *("parameter_unknown", "parameter_twice", "header_unexpected"),
        *("header_format", "button_unknown", "button_takes_nothing"),
    }
)
"""What parameters leave out of the message: Meta would never hear of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SmokeTest:
    """A message to try in one account.

    ``to`` is as it is dialled, empty where nobody knows yet. ``expect`` is Meta's code
    of the refusal that is expected, None where the message is to be accepted.
    """

    account: str
    name: str
    address: Address
    to: str
    given: Given | Sequence[Spec]
    expect: int | None
    entry: Spec
    origin: Origin

    @property
    def language(self) -> str:
        """The language that is sent."""
        return self.address.key.partition("/")[2]

    def forgives(self, finding: Finding) -> bool:
        """Whether a finding is what is expected, and reaches Meta."""
        if finding.meta is None or finding.meta.code != self.expect:
            return False
        return not isinstance(self.given, Given) or finding.rule not in _DROPPED

    def misfits(self, found: Iterable[Finding]) -> list[Finding]:
        """Return the errors that are not expected, each where it is written."""
        return [
            replace(one, at=written(one.at, self.entry))
            for one in found
            if one.severity is Severity.ERROR and not self.forgives(one)
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What smoke tests are held against.

    ``fill`` replaces variables. ``names`` are those of all accounts, None where they
    are unknown. Where not ``sure``, more templates may be meant than are declared.
    """

    kind: Kind
    accounts: Sequence[Account]
    names: Sequence[str] | None
    declared: Sequence[Declared]
    sure: bool
    fill: Callable[[Spec, Account], Filled]


@dataclass(frozen=True, slots=True)
class Smoke:
    """Everything that there is to try, and every diagnostic."""

    tests: tuple[SmokeTest, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def smoke(sources: Sequence[Source], around: Around) -> Smoke:
    """Collect the smoke tests for the chosen accounts, in the order of the files."""
    lists = {one.name: recipients(one, around.fill) for one in around.accounts}
    found = dict.fromkeys(d for one in lists.values() for d in one.diagnostics)
    judging = _Judging(around, lists, _spoken(sources, around.kind))
    tests: list[SmokeTest] = []
    for entry, origin in _written(sources):
        found.update(dict.fromkeys(unknown_accounts(entry, origin, around.names)))
        for account in meant_for(entry, around.accounts):
            test, findings = judging.judge(entry, origin, account)
            found.update(
                dict.fromkeys(Diagnostic(f, origin.span(f.at)) for f in findings)
            )
            tests += [test] if test else []
    return Smoke(tuple(tests), tuple(found))


def _written(sources: Sequence[Source]) -> Iterator[tuple[Spec, Origin]]:
    for source in sources:
        for i, entry in enumerate(array(mapping(source.value).get(SECTION))):
            if (SECTION, i) not in source.broken:
                yield mapping(entry), Origin(source.places, (SECTION, i))


def _spoken(sources: Sequence[Source], kind: Kind) -> Mapping[str, set[str]]:
    """Return name → languages, for whatever account and however broken.

    Both are globs: a variable may stand for anything.
    """
    found: dict[str, set[str]] = {}
    for source in sources:
        for entry in map(mapping, array(mapping(source.value).get(kind.section))):
            languages = found.setdefault(_glob(text(entry.get("name"))), set())
            languages.add(_glob(text(entry.get("language"))))
            languages |= mapping(entry.get("languages")).keys()
    return {name: some - {""} for name, some in found.items()}


def _glob(written: str) -> str:
    return _VARIABLE.sub("*", written)


@dataclass(frozen=True, slots=True)
class _Judging:
    around: Around
    lists: Mapping[str, Recipients]
    spoken: Mapping[str, set[str]]

    def judge(
        self, entry: Spec, origin: Origin, account: Account
    ) -> tuple[SmokeTest | None, list[Finding]]:
        """Return a test, and all that is wrong with it; None if it is none of this
        account's.
        """
        filled = self.around.fill(entry, account)
        found = [*filled.findings]
        value = filled.value
        address = Address(
            self.around.kind.name,
            f"{text(value['template'])}/{text(value['language'])}",
        )
        test = SmokeTest(
            account=account.name,
            name=text(value.get("name"), address.key),
            address=address,
            to="",
            given=given(value),
            expect=_expected(value),
            entry=value,
            origin=origin,
        )
        if filled.knows(("template",)) and filled.knows(("language",)):
            declared = self._declared(test)
            if declared is None and test.expect is None:
                missing = self._missing(test)
                if missing is None and "accounts" not in entry:
                    return None, []
                found += [missing or self._elsewhere(test)] if self.around.sure else []
            fitting = () if declared is None else self._parameters(test, declared)
            found += (one for one in test.misfits(fitting) if filled.knows(one.at))
        to = self.lists[account.name].choose(entry, filled)
        if isinstance(to, Finding):
            return test, [*found, to]
        return replace(test, to=to or ""), found

    def _declared(self, test: SmokeTest) -> Declared | None:
        for one in self.around.declared:
            if (one.account, one.address) == (test.account, test.address):
                return one
        return None

    def _parameters(self, test: SmokeTest, declared: Declared) -> Iterable[Finding]:
        tell = self.around.kind.contract
        contract = tell(declared.spec) if tell else None
        if contract is None:
            return ()
        if isinstance(test.given, Given):
            return fill_in(contract, test.given).findings
        return misfits(contract, test.given)

    def _missing(self, test: SmokeTest) -> Finding | None:
        """Say that no file has the template, or not in this language."""
        name = test.address.name
        found = [some for glob, some in self.spoken.items() if matches(name, (glob,))]
        languages = sorted(set().union(*found))
        if not found:
            close = get_close_matches(name, sorted(self.spoken), n=1)
            return Finding(
                rule="smoke_template_unknown",
                at=("template",),
                message=f"no template is named {name!r}",
                hint=f"did you mean {close[0]!r}?" if close else None,
            )
        if not matches(test.language, tuple(languages)):
            return Finding(
                rule="smoke_language_unknown",
                at=("language",),
                message=f"the template {name} is not declared in {test.language}",
                hint=f"it is in {', '.join(languages)}",
            )
        return None

    def _elsewhere(self, test: SmokeTest) -> Finding:
        return Finding(
            rule="smoke_template_elsewhere",
            at=("accounts",),
            message=f"{test.address} is not declared for account {test.account}",
            hint="name only accounts that have it, or leave accounts: out",
        )


def _expected(entry: Spec) -> int | None:
    code = mapping(entry.get("expect")).get("code")
    return code if isinstance(code, int) else None
