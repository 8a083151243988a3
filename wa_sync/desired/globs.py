"""Globs of accounts that fit nothing: what they should protect is not protected."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from string import ascii_lowercase, ascii_uppercase, digits
from typing import TYPE_CHECKING

from wa_sync.model.account import matches
from wa_sync.model.finding import Diagnostic, Finding


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from wa_sync.kind import Kind
    from wa_sync.model.account import Account
    from wa_sync.model.source import Pointer


_NAME = re.compile(r"[a-z0-9_]*(?:[*?].*)?")
"""What a name may begin with; a star and a mark may stand for the slash."""
_LANGUAGE = re.compile(r"[A-Za-z0-9_?*]+")


_SET = re.compile(r"\[!?\]?[^\]]*\]")
_MAY_STAND = (ascii_lowercase + digits + "_", ascii_uppercase, "/", ".")
"""What addresses are made of, and what names are first."""


def hopeless(
    accounts: Sequence[Account], kinds: Sequence[Kind]
) -> Iterator[Diagnostic]:
    """Name the globs of ``protect`` and ``manage`` that no address can ever fit."""
    names = [kind.name for kind in kinds if kind.many]
    for account in accounts:
        if account.origin is None:
            continue
        for at, glob in _globs(account):
            if not _hopes(glob, names):
                finding = Finding(
                    rule="glob_fits_nothing",
                    at=at,
                    message=f"{glob!r} can fit no name and no address",
                    hint="write a name, NAME/LANGUAGE or a whole address: names are "
                    "made of lower-case letters, digits and underscores",
                )
                yield Diagnostic(finding, account.origin.span(at))


def _globs(account: Account) -> Iterator[tuple[Pointer, str]]:
    manage = account.manage
    lists: Iterable[tuple[Pointer, tuple[str, ...]]] = (
        (("protect",), account.protect),
        (("manage", "include"), manage.include),
        (("manage", "exclude"), manage.exclude),
    )
    for at, globs in lists:
        for i, glob in enumerate(globs):
            yield (*at, i), glob


def _hopes(glob: str, kinds: Sequence[str]) -> bool:
    """Whether an address may fit; a set of characters stands for one that may."""
    glob = _SET.sub(_one_of, glob)
    head, dot, rest = glob.partition(".")
    if dot and not any(matches(kind, (head,)) for kind in kinds):
        return False
    key = rest if dot else glob
    name, slash, language = key.partition("/")
    if not name or "." in key or not re.fullmatch(r"[A-Za-z0-9_?*/]+", key):
        return False
    if slash:
        return bool(_NAME.fullmatch(name) and _LANGUAGE.fullmatch(language))
    return _NAME.fullmatch(name) is not None


def _one_of(found: re.Match[str]) -> str:
    """Write a set of characters as a mark, or as the one of them that may stand."""
    for some in _MAY_STAND:
        fitting = [one for one in some if fnmatchcase(one, found[0])]
        if fitting:
            return "?" if some is _MAY_STAND[0] else fitting[0]
    return " "
