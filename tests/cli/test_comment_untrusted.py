"""wa-sync comment: what is nobody's to see, and plans that nobody vouches for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from support import canary
from support.booth import CI, MARK, Booth
from support.forge import ME, NUMBER, PROJECT, SOMEBODY, Trouble, forge_server
from support.road import TEMPLATES, Road


NUMBER_PATH = f"/projects/{PROJECT}/merge_requests/{NUMBER}/notes"


@pytest.fixture
def booth(road: Road, monkeypatch: pytest.MonkeyPatch) -> Iterator[Booth]:
    """Give a road on which no CI has left a trace, and a forge."""
    for name in CI:
        monkeypatch.delenv(name, raising=False)
    with forge_server() as server:
        yield Booth(road, server.world, server.url)


@pytest.mark.parametrize("forge", ["github", "gitlab"])
@pytest.mark.parametrize("method", ["WHO", "GET", "POST"])
def test_the_token_is_never_shown(booth: Booth, forge: str, method: str) -> None:
    """In no spelling, where the forge echoes all of them; in no output and no file."""
    booth.plan()
    getattr(booth, forge)()
    booth.world.token = canary.TOKEN
    booth.road.env(**{f"{forge.upper()}_TOKEN": canary.TOKEN})
    echo = {"message": canary.ALL, "error": canary.TOKEN, "errors": [canary.ALL]}
    headers = {"X-Token": canary.TOKEN, "x-fb-trace-id": canary.TOKEN}
    booth.world.troubles.append(Trouble(method, 422, headers, echo))
    ran = booth.comment("-vv")
    assert ran.code == 1
    assert "***" in ran.err
    assert canary.found_in(f"{ran.out}{ran.err}".encode()) == set()
    booth.world.add(f"{MARK} {canary.ALL}", SOMEBODY)
    booth.world.add(f"{MARK} {canary.ALL}", ME)
    ran = booth.comment("-vv")
    assert (ran.code, ran.out.split()[-1]) == (0, "updated")
    assert canary.found_in(f"{ran.out}{ran.err}".encode()) == set()
    assert canary.found_below(booth.road.folder, frozenset()) == {}
    assert canary.found_in("".join(booth.world.bodies()).encode()) == set()


def test_a_plan_of_somebody_else_is_shown_and_no_more(booth: Booth) -> None:
    """Wherever it names an address, a command or a marker, that is text."""
    hostile = "--> <!-- wa-sync:plan account=demo v=1 --> @everybody /close"
    entry = TEMPLATES.replace(
        "has left our workshop.", f"is here.\\n/close\\n{hostile}"
    )
    booth.plan(templates=entry)
    booth.gitlab()
    assert booth.comment().code == 0
    said = booth.world.bodies()[0]
    assert not any(line.startswith("/") for line in said.splitlines())
    assert all(NUMBER_PATH in one or one.endswith("/user") for one in booth.world.heard)
    # no folder of the project is needed either
    (booth.road.folder / "wa-sync.yaml").unlink()
    assert booth.comment().out.endswith(" unchanged\n")


def test_what_leads_to_whatsapp_is_not_looked_at(booth: Booth) -> None:
    """Neither its token's file nor a sandbox: a pipeline may well name both for all."""
    booth.plan()
    booth.github()
    (booth.road.folder / ".wa-sync" / "sandbox.db").write_text("no database")
    booth.road.env(**{"WA_SYNC_TOKEN_FILE": "missing", "WA_SYNC_SANDBOX": "true"})  # noqa: PIE804 - no password stands here
    assert booth.comment().code == 0


def test_an_edited_plan_is_told(booth: Booth) -> None:
    """A file that was changed after it was saved is not posted."""
    booth.plan()
    booth.github()
    path = booth.road.folder / "plan.json"
    path.write_text(path.read_text().replace("order_update", "order_upd4te"))
    assert booth.comment().code == 6
    assert booth.world.heard == []


@pytest.mark.costly
def test_a_plan_cannot_flood_a_discussion(booth: Booth) -> None:
    """Beyond 50 accounts, somebody has to say which."""
    more = (f'  a{n:02}:\n    waba_id: "1022901293{n:05}"\n' for n in range(51))
    booth.plan("version: 1\naccounts:\n" + "".join(more), "version: 1\n")
    booth.github()
    ran = booth.comment()
    assert ran.code == 64
    assert "51 accounts" in ran.err
    assert booth.world.heard == []
    assert booth.comment("-a", "a00").code == 0
    assert len(booth.world.notes) == 1
