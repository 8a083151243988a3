"""Another version of the API than the one that was asked for."""

from __future__ import annotations

import pytest
from support.raw_server import Step, raw_server, reply

from wa_sync.http.client import Http
from wa_sync.http.exchange import Call, Line
from wa_sync.http.origins import parse_override
from wa_sync.http.secret import Secret
from wa_sync.http.versions import Versions


TOKEN = Secret("EAAversions0000000000")


def heard(steps: list[Step], path: str = "/v23.0/1") -> Versions | None:
    """Ask as often as there are steps; return what was noticed."""
    with raw_server(*steps) as server, Http() as http:
        line = Line(origin=parse_override(server.url), token=TOKEN, rate=50)
        for _ in steps:
            http.exchange(line, Call(method="GET", path=path))
        return http.other_version()


def answered(version: str) -> Step:
    """Answer as a version."""
    return reply({}, headers={"facebook-api-version": version})


@pytest.mark.parametrize("path", ["/v23.0/1", "/whatsapp-business/v23.0/1/edge"])
def test_another_version_than_the_one_asked_for_is_noticed(path: str) -> None:
    """The version stands in the path, maybe behind the gateway's prefix."""
    assert heard([answered("v25.0")], path) == ("v23.0", "v25.0")


def test_once_is_enough() -> None:
    """One answer of another version is not made good by others."""
    steps = [answered("v23.0"), answered("v25.0"), answered("v23.0")]
    assert heard(steps) == ("v23.0", "v25.0")


@pytest.mark.parametrize(
    "step",
    [
        reply({}),
        answered("v23.0"),
        answered("latest"),
        answered(""),
        answered("v23.0\x1b[31m"),
    ],
    ids=["missing", "the same", "a word", "empty", "control characters"],
)
def test_the_same_version_and_nonsense_are_not(step: Step) -> None:
    """What is no version is not shown to anybody."""
    assert heard([step]) is None


def test_a_path_without_a_version_has_no_other() -> None:
    """The gateway's own calls have none."""
    assert heard([answered("v25.0")], "/connections") is None
