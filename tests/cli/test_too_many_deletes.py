"""Too many deletes stop a run, and it says all that consent takes."""

from __future__ import annotations

import pytest
from support import changing
from support.changing import files
from support.road import TEMPLATES, Road


ENTRY = TEMPLATES.split("message_templates:\n")[1]
GONE = ("gone_one", "gone_two", "gone_three")
HINT = "  hint: if all of them are meant, say so: --max-deletes 3"


def entries(*names: str) -> str:
    """Declare these templates."""
    found = (ENTRY.replace("order_update", name) for name in names)
    return "version: 1\nmessage_templates:\n" + "".join(found)


@pytest.fixture
def buried(road: Road) -> Road:
    """Three live templates with tombstones, and two that are to be created."""
    road.project(entries("kept", *GONE))
    road.ok("apply", "--sandbox", "--yes")
    tombs = "".join(f"  - message_template: {name}/en_US\n" for name in GONE)
    road.write(
        "templates/all.yaml", entries("kept", "new", "newer") + f"removed:\n{tombs}"
    )
    return road


def test_both_flags_are_named_where_neither_was_said(buried: Road) -> None:
    """One of them alone would only lead to the next refusal."""
    ran = buried.run("apply", "--sandbox", "--yes")
    assert ran.code == 5
    assert ran.err == (
        "error: 3 deletes in 'demo', 1 allowed at once\n"
        f"{HINT}; and --allow-delete, without which nothing is deleted\n"
    )
    ran = buried.run(
        "apply", "--sandbox", "--yes", "--max-deletes", "3", "--allow-delete"
    )
    assert ran.code == 0


def test_the_base_is_named_where_only_that_asks_for_them(road: Road) -> None:
    """After the next commit they would only be unmanaged."""
    shop = changing.begun(road, files(a="One.", b="One.", c="One."))
    shop.git.commit({"templates/b.yaml": None, "templates/c.yaml": None})
    ran = road.run("apply", "--sandbox", "--yes", "--allow-delete")
    base = shop.git.git("rev-parse", "HEAD^")
    limit = "error: 2 deletes in 'demo', 1 allowed at once\n"
    way_out = f"{HINT[:-1]}2; after other commits, --base-ref {base} as well\n"
    assert (ran.code, ran.err) == (5, limit + way_out)


def test_what_was_said_is_not_asked_for_again(buried: Road) -> None:
    """With --allow-delete only the number is missing."""
    ran = buried.run("apply", "--sandbox", "--yes", "--allow-delete")
    assert (ran.code, ran.err) == (
        5,
        f"error: 3 deletes in 'demo', 1 allowed at once\n{HINT}\n",
    )


def test_other_limits_say_nothing_of_deletes(buried: Road) -> None:
    """A limit of all changes is not lifted by a flag about deletes."""
    limits = "    limits: {max_changes: 1, max_deletes: 9, max_delete_percent: 100}\n"
    project = (buried.folder / "wa-sync.yaml").read_text()
    buried.write("wa-sync.yaml", project + limits)
    ran = buried.run("apply", "--sandbox", "--yes")
    assert ran.code == 5
    assert ran.err == (
        "error: 5 changes to 'demo', 1 allowed at once\n"
        "  hint: raise limits.max_changes, or narrow the run with --only\n"
    )
