"""The token of the forge is nowhere but in its header, as that of Meta."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from support.cage import Cage
from support.canary import ECHOES, TOKEN, Echo, Echoing
from support.forge import NUMBER, PROJECT, REPO, ForgeServer, forge_server
from support.fork_server import Order


FORGES = ("github", "gitlab")


@pytest.fixture
def forge() -> Iterator[ForgeServer]:
    """Give a forge to which the canary is the right token."""
    with forge_server() as served:
        served.world.token = TOKEN
        yield served


def commenting(cage: Cage, name: str, *loud: str) -> Order:
    """Order a comment on the forge that is behind the proxy."""
    order = cage.order(("comment", "saved.json", *loud), "env")
    event = cage.root / "tmp" / "event.json"
    event.write_text(json.dumps({"pull_request": {"number": NUMBER}}))
    url = cage.proxy.url
    told = {
        "github": {
            "GITHUB_TOKEN": TOKEN,
            "GITHUB_API_URL": url,
            "GITHUB_REPOSITORY": REPO,
            "GITHUB_EVENT_PATH": str(event),
        },
        "gitlab": {
            "GITLAB_TOKEN": TOKEN,
            "CI_API_V4_URL": f"{url}/api/v4",
            "CI_PROJECT_ID": PROJECT,
            "CI_MERGE_REQUEST_IID": str(NUMBER),
        },
    }
    kept = {key: one for key, one in order.env.items() if key != "WHATSAPP_TOKEN"}
    return replace(order, env=kept | told[name])


@pytest.mark.parametrize("name", FORGES)
@pytest.mark.parametrize("loud", [(), ("-vv",)], ids=["quiet", "vv"])
def test_a_forge_that_echoes_its_token(
    cage: Cage,
    forge: ForgeServer,
    figure: Callable[[str], None],
    loud: tuple[str, ...],
    name: str,
) -> None:
    """O07, S12: whatever it echoes, no piece of it gets into an output or a file."""
    cage.begin()
    cage.proxy.upstream = forge.url
    for echo in (None, *ECHOES):
        ended = comment(cage, echo, name, loud)
        assert ended == 0 or echo is not None
        forge.world.notes.clear()
    figure(f"canary, comment on {name} {loud}: {len(ECHOES) + 1} runs, found 0 times")


def comment(cage: Cage, echo: Echo | None, name: str, loud: tuple[str, ...]) -> int:
    """Comment once while the forge echoes; return how that ended."""
    step = cage.proxy.step = Echoing(echo, cage.there)
    ended = cage.runs.run(commenting(cage, name, *loud))
    cage.look(f"{echo and echo.name}: comment on {name}", ended)
    assert echo is None or step.struck or echo.method == "POST"
    return ended.code
