"""paths → files → documents → declared: everything that needs no network."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from functools import cache
from shlex import quote
from typing import TYPE_CHECKING, TypeAlias

from wa_sync.config import accounts as account_section
from wa_sync.config import interpolate, project
from wa_sync.config.schema import document_schema
from wa_sync.config.shape import Shape
from wa_sync.config.tree import CHECKOUT, Tree
from wa_sync.config.wants import wants_of
from wa_sync.desired import Desired, Doors, Source, desire
from wa_sync.errors import InvalidConfiguration, UsageProblem, WaSyncError
from wa_sync.kinds import KINDS
from wa_sync.model.account import Account, matches
from wa_sync.model.finding import Diagnostic, Finding, Severity
from wa_sync.model.resource import Asset
from wa_sync.model.source import mapping
from wa_sync.plan.pair import Scope
from wa_sync.workflow.smoke_tests import collect, filler


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from wa_sync.config.project import Project
    from wa_sync.config.shape import Judged
    from wa_sync.config.wants import Wants
    from wa_sync.desired.smoke import SmokeTest
    from wa_sync.kind import Kind
    from wa_sync.model.resource import Declared
    from wa_sync.model.source import Json, Pointer, Spec


Choice: TypeAlias = "Callable[[Sequence[Account]], tuple[Account, ...]]"
STAND_IN = Account(
    name="default", waba_id="100000000000001", phone_number_id="200000000000001"
)
"""The account of a project that names none: enough to validate and for the sandbox."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """What a run starts from. ``accounts``, ``only`` and ``exclude`` are globs.

    ``stdin`` is asked for at most so many bytes. ``tokens`` is told in which variables
    the accounts' tokens are, before anything that is said of the files can be shown.
    Without ``smoke``, smoke tests' variables of the environment are not looked up:
    whoever does not run them need not have them.
    """

    cwd: Path
    paths: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    env: Callable[[str], str | None]
    stdin: Callable[[int], bytes]
    tokens: Callable[[Iterable[str]], None] = lambda _: None
    smoke: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A project, read and judged.

    ``accounts`` are the chosen ones, ``names`` those of all that the project has.
    """

    read: Project
    accounts: tuple[Account, ...]
    desired: Desired
    diagnostics: tuple[Diagnostic, ...]
    scope: Scope = field(default_factory=Scope)
    names: tuple[str, ...] = ()
    smoke_tests: tuple[SmokeTest, ...] = ()

    @property
    def root(self) -> Path:
        """The folder of wa-sync.yaml, or the one that the run was started in."""
        return self.read.root

    @property
    def texts(self) -> Mapping[str, str]:
        """What the files hold, by their paths as people write them."""
        return {one.file.path: one.file.text for one in self.read.documents}

    @property
    def skipped(self) -> tuple[str, ...]:
        """Files that were named and not read, though nothing is wrong with that."""
        return tuple(
            d.span.file.path
            for d in self.diagnostics
            if d.finding.rule == project.SKIPPED and d.span is not None
        )

    @property
    def valid(self) -> bool:
        """Whether nothing is wrong; warnings are not wrong."""
        return not any(map(_is_error, self.diagnostics))

    def in_scope(self) -> tuple[Diagnostic, ...]:
        """Every error, and of the rest what concerns the selection."""
        return tuple(d for d in self.diagnostics if self._concerns(d))

    def covered(self) -> tuple[Declared, ...]:
        """What is declared, as far as it is in the selection."""
        declared = self.desired.declared
        if not self.scope.narrowed:
            return tuple(declared)
        return tuple(
            one
            for one in declared
            if self.scope.covers(one.address, one.origin.span().file.path)
        )

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


def _is_error(diagnostic: Diagnostic) -> bool:
    return diagnostic.finding.severity is Severity.ERROR


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
    try:
        read = project.load(
            inputs.paths, cwd=inputs.cwd, stdin=inputs.stdin, wants=wants()
        )
    except project.NoSuchPath as missing:
        raise project.NoSuchPath(
            missing.path, hint=_name(missing.path, inputs)
        ) from None
    return judged(read, inputs, CHECKOUT, lambda all_: choose(all_, inputs.accounts))


def _name(path: str, inputs: Inputs) -> str | None:
    """Say how to choose what is declared, where its name was given for a path."""
    try:
        known = load(replace(inputs, paths=())).desired.declared
    except WaSyncError:
        return None
    if not any(one.address.fits((path,)) for one in known):
        return None
    return f"PATHS are files; for what has that name: --only {quote(path)}"


def judged(read: Project, inputs: Inputs, tree: Tree, choose: Choice) -> Loaded:
    """Judge what was read from a tree, for the chosen ones of its accounts."""
    shape = Shape(schema())
    shapes = [shape.judge(document.value) for document in read.documents]
    accounts, wrong = account_section.accounts(
        read.documents, env=inputs.env, misshapen=[one.findings for one in shapes]
    )
    tokens = frozenset(account.token_env for account in accounts or (STAND_IN,))
    inputs.tokens(tokens)
    chosen = choose(accounts or (STAND_IN,))
    sources = [
        Source(document.value, document.places, document.literal, one.broken, one.parts)
        for document, one in zip(read.documents, shapes, strict=True)
    ]
    # where a file could not be read, the accounts may have stood in it
    whole = not any(map(_is_error, read.diagnostics))
    everyone = accounts if accounts or whole else None
    doors = _doors(read, inputs, tokens, tree)
    desired = desire(sources, KINDS, chosen, doors, everyone)
    names = tuple(account.name for account in accounts)
    fill = filler(inputs.env if inputs.smoke else None, wants(), tokens)
    known = None if everyone is None else names
    tried = collect(sources, chosen, known, desired, fill, whole=whole)
    diagnostics = (
        *read.diagnostics,
        *_misshapen(read, shapes),
        *wrong,
        *desired.diagnostics,
        *tried.diagnostics,
        *_nothing(read, sources),
    )
    return Loaded(
        read=read,
        accounts=chosen,
        desired=desired,
        diagnostics=diagnostics,
        scope=Scope(files=read.selection, only=inputs.only, exclude=inputs.exclude),
        names=names,
        smoke_tests=tried.tests,
    )


def _misshapen(read: Project, shapes: Sequence[Judged]) -> Iterator[Diagnostic]:
    for document, one in zip(read.documents, shapes, strict=True):
        for finding in one.findings:
            span = document.places.span(finding.at, key=finding.key)
            yield Diagnostic(finding, span)


def _nothing(read: Project, sources: Sequence[Source]) -> Iterator[Diagnostic]:
    """A project that declares nothing is likely not the one that was meant."""
    sections = {kind.section for kind in KINDS} | {"removed"}
    if any(mapping(one.value).get(name) for one in sources for name in sections):
        return
    if not any(map(_is_error, read.diagnostics)):
        finding = Finding(
            rule="nothing_declared",
            at=(),
            message="no file declares anything",
            hint=f"write {' or '.join(sorted(sections))}, or mend include:",
            severity=Severity.WARNING,
        )
        yield Diagnostic(finding)


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


def _doors(read: Project, inputs: Inputs, tokens: frozenset[str], tree: Tree) -> Doors:
    def fill(
        kind: Kind, spec: Spec, account: Account
    ) -> tuple[Spec, Sequence[Finding]]:
        return interpolate.interpolate(
            spec,
            vars=account.vars,
            env=inputs.env,
            allowed=account.env,
            wants=wants().get(kind.section, {}),
            tokens=tokens,
        )

    def inspect(path: str, at: Pointer) -> Asset | Finding:
        seen = tree.inspect(read.root, path)
        if isinstance(seen, Asset):
            return seen
        place = os.path.relpath(read.root / path, inputs.cwd)
        outside = seen.rule == "asset_outside"
        hint = None if outside else f"a path begins at the project; this is {place}"
        return replace(seen, at=at, hint=hint)

    return Doors(fill=fill, inspect=inspect)
