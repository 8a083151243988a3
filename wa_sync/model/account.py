"""An account of the project: which WABA, how to reach it, what may be done to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from collections.abc import Mapping

    from wa_sync.model.address import Address
    from wa_sync.model.source import Origin


class Endpoint(StrEnum):
    """The two addresses a file may name."""

    MATON = "maton"
    META = "meta"


class Unmanaged(StrEnum):
    """What to do about live objects that nobody declared."""

    IGNORE = "ignore"
    REPORT = "report"
    ERROR = "error"


class CategoryPolicy(StrEnum):
    """What to say when Meta recategorised a template."""

    ACCEPT = "accept"
    WARN = "warn"
    ENFORCE = "enforce"


@dataclass(frozen=True, slots=True)
class Manage:
    """Globs over names, keys and addresses: what is outside is invisible."""

    include: tuple[str, ...] = ("*",)
    exclude: tuple[str, ...] = ()

    def covers(self, address: Address) -> bool:
        """Whether a resource is inside."""
        return address.fits(self.include) and not address.fits(self.exclude)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one apply may change."""

    max_deletes: int = 1
    max_delete_percent: int = 10
    max_changes: int = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One account, with every default filled in but the token itself.

    ``smoke_recipients`` are as they are written: only ``wa-sync smoke`` looks into the
    environment for them. None where it is not known what they are.
    """

    name: str
    waba_id: str | None = None
    phone_number_id: str | None = None
    endpoint: Endpoint = Endpoint.MATON
    api_version: str = "v21.0"
    token_env: str = "MATON_API_KEY"  # noqa: S105 - a variable's name, not a token
    connection: str | None = None
    app_id: str | None = None
    manage: Manage = field(default_factory=Manage)
    unmanaged: Unmanaged = Unmanaged.REPORT
    protect: tuple[str, ...] = ()
    category_policy: CategoryPolicy = CategoryPolicy.ACCEPT
    limits: Limits = field(default_factory=Limits)
    vars: Mapping[str, str] = field(default_factory=dict)
    env: frozenset[str] = frozenset()
    smoke_recipients: tuple[str, ...] | None = ()
    origin: Origin | None = None

    @property
    def identity(self) -> str:
        """What makes two accounts the same one to Meta, whatever they are called."""
        return self.waba_id or self.phone_number_id or self.name


def matches(name: str, globs: tuple[str, ...]) -> bool:
    """Whether any glob fits; case counts, on every system."""
    return any(fnmatchcase(name, glob) for glob in globs)
