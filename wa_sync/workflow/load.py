"""paths → files → documents → declared: everything that needs no network."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING

from wa_sync.config import accounts as account_section
from wa_sync.config import assets, interpolate, project
from wa_sync.config.schema import document_schema
from wa_sync.config.shape import Shape
from wa_sync.config.wants import wants_of
from wa_sync.desired import Desired, Doors, desire
from wa_sync.errors import InvalidConfiguration, UsageProblem
from wa_sync.kinds import KINDS
from wa_sync.model.account import Account, matches
from wa_sync.model.finding import Diagnostic, Finding, Severity
from wa_sync.plan.pair import Scope


if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from wa_sync.config.project import Project
    from wa_sync.config.wants import Wants
    from wa_sync.kind import Kind
    from wa_sync.model.resource import Asset
    from wa_sync.model.source import Json, Pointer, Spec


STAND_IN = Account(
    name="default", waba_id="100000000000001", phone_number_id="200000000000001"
)
"""The account of a project that names none: enough to validate and for the sandbox."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """What a run starts from. ``accounts``, ``only`` and ``exclude`` are globs."""

    cwd: Path
    paths: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    env: Callable[[str], str | None]
    stdin: Callable[[], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A project, read and judged. ``accounts`` are the chosen ones."""

    root: Path
    files: int
    accounts: tuple[Account, ...]
    desired: Desired
    diagnostics: tuple[Diagnostic, ...]
    scope: Scope = field(default_factory=Scope)

    @property
    def valid(self) -> bool:
        """Whether nothing is wrong; warnings are not wrong."""
        return not any(d.finding.severity is Severity.ERROR for d in self.diagnostics)

    def in_scope(self) -> tuple[Diagnostic, ...]:
        """Every error, and of the rest what concerns the selection."""
        return tuple(d for d in self.diagnostics if self._concerns(d))

    def _concerns(self, diagnostic: Diagnostic) -> bool:
        if diagnostic.finding.severity is Severity.ERROR or not self.scope.narrowed:
            return True
        file = None if diagnostic.span is None else diagnostic.span.file.path
        if diagnostic.address is None:
            return self.scope.files is None or file in self.scope.files
        return self.scope.covers(diagnostic.address, file)

    def or_refuse(self) -> Loaded:
        """Return itself, or raise InvalidConfiguration with all diagnostics."""
        if not self.valid:
            raise InvalidConfiguration("the files are not valid", self.diagnostics)
        return self


@cache
def schema() -> Mapping[str, Json]:
    """The JSON Schema of a whole document, composed from the kinds'."""
    return document_schema({kind.section: (kind.many, kind.schema()) for kind in KINDS})


@cache
def wants() -> Wants:
    """Which properties want something else than a text."""
    return wants_of(schema())


def load(inputs: Inputs) -> Loaded:
    """Read the project and judge all of it; mistakes are in the result."""
    read = project.load(inputs.paths, cwd=inputs.cwd, stdin=inputs.stdin, schema=schema)
    shape = Shape(schema())
    misshapen = {
        id(document): shape.check(document.value) for document in read.documents
    }
    sound = [d for d in read.documents if not misshapen[id(d)]]
    accounts, wrong = account_section.accounts(sound, env=inputs.env)
    chosen = choose(accounts or (STAND_IN,), inputs.accounts)
    desired = desire(sound, KINDS, chosen, _doors(read, inputs))
    diagnostics = (
        *read.diagnostics,
        *(
            Diagnostic(finding, document.places.span(finding.at, key=finding.key))
            for document in read.documents
            for finding in misshapen[id(document)]
        ),
        *wrong,
        *desired.diagnostics,
    )
    return Loaded(
        root=read.root,
        files=len(read.files),
        accounts=chosen,
        desired=desired,
        diagnostics=diagnostics,
        scope=Scope(files=read.selection, only=inputs.only, exclude=inputs.exclude),
    )


def choose(accounts: Sequence[Account], globs: tuple[str, ...]) -> tuple[Account, ...]:
    """Return the accounts that the globs name; each glob has to name one."""
    if not globs:
        return tuple(accounts)
    from difflib import get_close_matches

    names = [account.name for account in accounts]
    for glob in globs:
        if not any(matches(name, (glob,)) for name in names):
            close = get_close_matches(glob, names, n=1)
            hint = f"did you mean {close[0]!r}?" if close else None
            raise UsageProblem(
                f"no account is named {glob!r}",
                hint=hint or f"there are: {', '.join(sorted(names))}",
            )
    return tuple(account for account in accounts if matches(account.name, globs))


def _doors(read: Project, inputs: Inputs) -> Doors:
    def fill(
        kind: Kind, spec: Spec, account: Account
    ) -> tuple[Spec, Sequence[Finding]]:
        return interpolate.interpolate(
            spec,
            vars=account.vars,
            env=inputs.env,
            allowed=account.env,
            wants=wants().get(kind.section, {}),
        )

    def inspect(path: str, at: Pointer) -> Asset | Finding:
        seen = assets.inspect(read.root, path)
        return replace(seen, at=at) if isinstance(seen, Finding) else seen

    return Doors(fill=fill, inspect=inspect)
