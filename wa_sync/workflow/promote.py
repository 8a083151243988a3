"""What is declared and live in one account → declared for another; files alone."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from wa_sync.canonical import equal
from wa_sync.config import project
from wa_sync.config.amend import settled
from wa_sync.config.rewrite import CannotRewrite
from wa_sync.config.tree import CHECKOUT, Edited
from wa_sync.errors import InvalidConfiguration
from wa_sync.model.source import array
from wa_sync.workflow.load import judged, wants
from wa_sync.workflow.promotable import (
    Item,
    NotPromoted,
    chosen,
    items,
    one_entry,
    unready,
)
from wa_sync.workflow.rewriting import Rewriting
from wa_sync.workflow.words import OWN


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from wa_sync.model.account import Account
    from wa_sync.model.resource import Declared
    from wa_sync.model.source import Json, Spec
    from wa_sync.plan.pair import AccountState
    from wa_sync.workflow.load import Inputs, Loaded
    from wa_sync.workflow.promotable import Wish


class How(Enum):
    """What becomes of the declaration for the other account."""

    ADDED = auto()
    """The entry is for that account, too."""
    TAKEN_OVER = auto()
    """The entry of that account says what this one says."""
    THERE = auto()
    """It says so already."""


@dataclass(frozen=True, slots=True)
class Promoted:
    """One entry. ``path`` and ``line`` are those of the entry that is changed."""

    name: str
    how: How
    path: str
    line: int


@dataclass(frozen=True, slots=True)
class Promotion:
    """New texts of files by their paths, what became of each entry, and who else
    is declared something by an entry that changes.
    """

    files: Mapping[str, str]
    promoted: tuple[Promoted, ...]
    refused: tuple[NotPromoted, ...]
    shared: tuple[tuple[str, str], ...]


def promote(
    loaded: Loaded, inputs: Inputs, state: AccountState, to: Account, wish: Wish
) -> Promotion:
    """Declare for an account what another one has, as its files declare it.

    ``state`` is that of the account it comes from. What is raw stays raw: a variable
    is another one there. Nothing is written here.
    """
    wanted, refused = chosen(state, wish, loaded.scope)
    everyone = judged(loaded.read, inputs, CHECKOUT, tuple).desired.declared
    theirs = items(one for one in everyone if one.account == to.name)
    texts = Rewriting(loaded.read.documents)
    promoted, shared = list[Promoted](), list[tuple[str, str]]()
    for item in wanted:
        made = _promote(item, theirs, state, to, wish, texts)
        if isinstance(made, NotPromoted):
            refused.append(made)
            continue
        how, changed = made
        span = changed.origin.places.span(changed.origin.base)
        promoted.append(Promoted(item.name, how, span.file.path, span.line))
        if how is How.TAKEN_OVER:
            shared += ((item.name, name) for name in _others(changed, everyone, to))
    return Promotion(texts.files, tuple(promoted), tuple(refused), tuple(shared))


def _promote(
    item: Item,
    theirs: Sequence[Item],
    state: AccountState,
    to: Account,
    wish: Wish,
    texts: Rewriting,
) -> tuple[How, Item] | NotPromoted:
    """Say what becomes of an item, and in which one; the text is changed."""
    if any(one_entry(item.declared[0], one.declared[0]) for one in theirs):
        return How.THERE, item
    waiting = unready(item, state, wish)
    if waiting is not None:
        return waiting
    met = [one for one in theirs if one.addresses & item.addresses]
    misfit = _misfit(item, met, to)
    if misfit is not None:
        return misfit
    target = met[0] if met else item
    before = texts.entry(target.origin)
    after = _taken(texts.entry(item.origin), before) if met else _added(before, to)
    if equal(settled(after), settled(before)):
        return How.THERE, target
    try:
        texts.put(target.origin, after)
    except CannotRewrite as error:
        hint = error.hint or "edit the file by hand"
        return NotPromoted(item.name, error.message, hint)
    return How.TAKEN_OVER if met else How.ADDED, target


def _misfit(item: Item, met: Sequence[Item], to: Account) -> NotPromoted | None:
    """Say why no entry of the other account can take over an item."""
    if not met or (len(met) == 1 and _alike(item, met[0])):
        return None
    mine, theirs = _told([item]), _told(met)
    return NotPromoted(
        item.name,
        f"its entry declares {mine}, and {to.name} has {theirs}",
        f"write the entries for {to.name} with the same languages, in the same form",
    )


def _alike(one: Item, other: Item) -> bool:
    same = one.addresses == other.addresses
    return same and one.of_languages is other.of_languages


def _told(some: Sequence[Item]) -> str:
    """Name what items declare: ``languages: de, en_US`` or ``language: de``."""
    return " and ".join(
        f"{'languages' if item.of_languages else 'language'}: "
        + ", ".join(sorted(at.key.partition("/")[2] for at in item.addresses))
        for item in some
    )


def _added(entry: Spec, to: Account) -> Spec:
    return {**entry, "accounts": [*array(entry.get("accounts")), to.name]}


def _taken(source: Spec, target: Spec) -> Spec:
    """Return what the target becomes: its own fields, and all others of the source."""
    kept: dict[str, Json] = {
        key: value if key in OWN else source[key]
        for key, value in target.items()
        if key in OWN or key in source
    }
    fresh = {key: value for key, value in source.items() if key not in OWN}
    return {**kept, **fresh}


def _others(item: Item, everyone: Iterable[Declared], to: Account) -> Iterator[str]:
    """Name the other accounts that an entry declares something for."""
    names = (
        one.account
        for one in everyone
        if one.account != to.name and one_entry(one, item.declared[0])
    )
    yield from dict.fromkeys(names)


def check(loaded: Loaded, inputs: Inputs, made: Promotion) -> None:
    """Judge the files as they would be, for every account that the change reaches.

    Raises InvalidConfiguration where they would not be valid.
    """
    here = loaded.read.cwd
    texts = {(here / path).resolve(): text for path, text in made.files.items()}
    tree = Edited(texts)
    reached = {account.name for account in loaded.accounts}
    reached |= {account for _, account in made.shared}
    found = judged(
        project.again(loaded.read, tree, wants()),
        inputs,
        tree,
        lambda all_: tuple(one for one in all_ if one.name in reached),
    )
    if not found.valid:
        raise InvalidConfiguration(
            "with that the files would not be valid; nothing was written",
            found.diagnostics,
        )
