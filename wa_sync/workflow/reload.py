"""The same project, read from another tree: what is the same is judged only once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wa_sync.config import project
from wa_sync.config.tree import CHECKOUT, Tree
from wa_sync.desired import Desired
from wa_sync.workflow.load import Choice, Inputs, Loaded, judged, wants


if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wa_sync.config.project import Project
    from wa_sync.config.reader import Document
    from wa_sync.model.resource import Declared, Tombstone


def load_from(tree: Tree, loaded: Loaded, inputs: Inputs, choose: Choice) -> Loaded:
    """Read the same project as another tree has it, and judge that.

    ``choose`` says which of the accounts it names are looked at. Documents that are
    the same in both say the same, unless the accounts changed: those are not judged
    again.
    """
    read = project.again(loaded.read, tree, wants())
    kept = _unseen(read.documents, _settled(loaded))
    found = judged(replace(read, documents=kept), inputs, tree, choose)
    if [a.name for a in found.accounts] != [a.name for a in loaded.accounts]:
        return judged(read, inputs, tree, choose)
    return _with_same(found, loaded, read)


def load_unseen(
    tree: Tree, loaded: Loaded, inputs: Inputs, choose: Choice, seen: set[int]
) -> Loaded:
    """Judge those documents of a tree that are not ``seen``, by their ids.

    Where the accounts changed, all of them are new.
    """
    read = project.again(loaded.read, tree, wants())
    kept = _unseen(read.documents, seen)
    seen.update(map(id, read.documents))
    return judged(replace(read, documents=kept), inputs, tree, choose)


def _unseen(documents: Sequence[Document], seen: set[int]) -> tuple[Document, ...]:
    fresh = {id(document) for document in documents} - seen
    about = {id(document) for document in documents if "accounts" in document.value}
    if not fresh.isdisjoint(about):
        return tuple(documents)
    return tuple(document for document in documents if id(document) in fresh | about)


def _settled(loaded: Loaded) -> set[int]:
    """The ids of documents that hold no variable, and name no file of their own."""
    open_ = {id(d.origin.places) for d in loaded.desired.declared if d.assets}
    return {
        id(document)
        for document in loaded.read.documents
        if document.literal and id(document.places) not in open_
    }


def _with_same(found: Loaded, loaded: Loaded, read: Project) -> Loaded:
    """Add what is declared in documents that were not judged again."""
    same = {id(d.places): id(d.file) for d in read.documents}
    for document in found.read.documents:
        same.pop(id(document.places), None)
    files = set(same.values())
    desired, known = found.desired, loaded.desired
    return replace(
        found,
        read=read,
        desired=Desired(
            (*desired.declared, *(d for d in known.declared if _in(d, same))),
            (*desired.tombstones, *(t for t in known.tombstones if _in(t, same))),
            desired.diagnostics,
        ),
        diagnostics=(
            *found.diagnostics,
            *(d for d in loaded.diagnostics if d.span and id(d.span.file) in files),
        ),
    )


def _in(one: Declared | Tombstone, places: Mapping[int, int]) -> bool:
    return id(one.origin.places) in places


def everywhere(loaded: Loaded, inputs: Inputs) -> Loaded:
    """Judge what was read for all accounts of the project, chosen or not."""
    if not inputs.accounts:
        return loaded
    return judged(loaded.read, inputs, CHECKOUT, tuple)
