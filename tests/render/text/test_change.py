from __future__ import annotations

from dataclasses import replace

from support import plans

from wa_sync.model.change import Cause, Note
from wa_sync.model.finding import Finding
from wa_sync.render.style import Style
from wa_sync.render.text import change, findings


PLAIN = Style.plain()


def test_bare() -> None:
    """Where nothing is known beside a change, nothing is said."""
    bare = replace(
        plans.create(plans.PROFILE, {"about": "Hi"}, line=1), source=None, send=None
    )
    assert list(change.lines(bare, PLAIN)) == [
        "  + create business_profile.106540352242922",
        "      about: Hi",
    ]


def test_short_epitaph() -> None:
    """What a delete takes away is shown whole where it is short."""
    gone = plans.delete(plans.PROFILE, {"about": "Hi"}, line=3)
    assert list(change.lines(gone, PLAIN)) == [
        "  - delete business_profile.106540352242922",
        "    templates/removed.yaml:3",
        "      about: Hi",
    ]


def test_note() -> None:
    """A note without a known cause is its message alone."""
    said = Note(
        account="demo",
        address=plans.PROFILE,
        cause=Cause.UNKNOWN,
        message="It differs.",
    )
    assert list(change.note(said, PLAIN)) == [
        "  ! business_profile.106540352242922",
        "    It differs.",
    ]


def test_finding() -> None:
    """A finding about the whole says no path, and no advice if it has none."""
    found = Finding(rule="odd", at=(), message="It is odd.")
    assert list(findings.finding(found, PLAIN)) == ["error[odd]: It is odd."]


def test_blocked() -> None:
    """A block without a way out says none."""
    block = replace(plans.CATEGORY_LOCKED, way_out="")
    (line,) = findings.blocked(block, PLAIN)
    assert line == (
        "blocked[category_locked]: "
        "The category of an approved template cannot be changed."
    )
