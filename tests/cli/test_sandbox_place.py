"""Where the sandbox lies, and how a plan says that it was only that."""

from __future__ import annotations

import pytest
from support.road import PROJECT, TEMPLATES, Road
from support.sandbox_account import ROUTES

from wa_sync.sandbox.server import serve


def test_a_folder_of_the_project_has_its_sandbox(road: Road) -> None:
    """From below the root it is the same accounts, for every command."""
    road.project(TEMPLATES)
    road.ok("apply", "--sandbox", "--yes")
    below = ("-C", "templates", "--sandbox")
    ran = road.ok("plan", *below)
    assert ran.out == "No changes. Live matches your files. 1 unchanged.\n"
    road.ok("-C", "templates", "sandbox", "recategorise", "order_update", "MARKETING")
    assert road.ok("drift", *below, "-o", "json").json["notes"] != []
    assert not (road.folder / "templates" / ".wa-sync").exists()


def test_a_path_leads_to_the_sandbox_of_its_project(road: Road) -> None:
    """The project decides, and not where somebody stands."""
    road.write("shop/wa-sync.yaml", PROJECT)
    road.write("shop/templates/a.yaml", TEMPLATES)
    road.ok("apply", "--sandbox", "--yes", "shop")
    assert (road.folder / "shop/.wa-sync/sandbox.db").exists()
    assert not (road.folder / ".wa-sync").exists()
    assert road.ok("plan", "-C", "shop", "--sandbox").out.startswith("No changes.")


def test_without_a_project_it_is_in_the_folder(road: Road) -> None:
    """Loose files and the sandbox's own commands make it where they are run."""
    road.write("below/loose.yaml", TEMPLATES)
    road.ok("plan", "--sandbox", "below/loose.yaml")
    road.ok("-C", "below", "sandbox", "clock", "+1h")
    found = sorted(
        str(one.relative_to(road.folder)) for one in road.folder.rglob("*.db")
    )
    assert found == [".wa-sync/sandbox.db", "below/.wa-sync/sandbox.db"]


@pytest.mark.parametrize(
    ("format_", "head"),
    [
        ("text", " · maton v21.0 · sandbox\n"),
        ("markdown", "### wa-sync plan (`sandbox`): **1 to create**\n"),
        ("html", "<dd>maton v21.0 · <strong>sandbox</strong></dd>"),
        ("json", '"origin": "sandbox"'),
    ],
)
def test_a_rehearsal_says_so(road: Road, format_: str, head: str) -> None:
    """Nobody takes it for what is live at Meta's."""
    road.project(TEMPLATES)
    assert head in road.ok("plan", "--sandbox", "-o", format_).out


def test_an_address_on_this_machine_is_told(road: Road) -> None:
    """A sandbox that is served has no other name."""
    road.project(TEMPLATES)
    with serve(None, routes=ROUTES) as served:
        ran = road.ok("plan", "--sandbox-url", served.url)
    assert ran.out.splitlines()[0] == (
        f"demo · WABA 102290129340398 · phone number 106540352242922 · maton v21.0 · "
        f"{served.url}"
    )
