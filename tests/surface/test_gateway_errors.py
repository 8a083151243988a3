"""What the gateway refuses by its documentation, and what wa-sync makes of it."""

from __future__ import annotations

import re

import pytest
from support.raw_server import raw_server, reply
from support.road import Ran, Road
from support.surface import FORMS, KEY


SHOW = ("phone", "show")
SEND = ("send", "text", "Hi", "--to", "15550100100")
LIST = ("connection", "list")


@pytest.mark.parametrize(
    ("argv", "status", "body", "code", "said"),
    [
        (SHOW, 400, {"error": "No WhatsApp Business connection found"}, 0, ""),
        (SEND, 400, {"error": "No WhatsApp Business connection found"}, 0, ""),
        (SHOW, 400, {"message": "invalid request"}, 0, ""),
        (SHOW, 400, {"error": "invalid app name"}, 0, ""),
        (SHOW, 404, {"error": "invalid app name"}, 0, ""),
        (SHOW, 401, {"error": "Invalid or missing Maton API key"}, 0, ""),
        (SEND, 401, {"error": "Invalid or missing Maton API key"}, 0, ""),
        (LIST, 401, {"error": "Invalid or missing Maton API key"}, 0, ""),
        (SHOW, 404, {"error": "Phone number not found"}, 0, ""),
        (SHOW, 429, {"error": "Rate limited"}, 0, ""),
        (SEND, 429, {"error": "Rate limited"}, 0, ""),
        (SHOW, 403, {"error": {"code": 200, "message": "(#200) no"}}, 0, ""),
        (SHOW, 500, {"error": {"code": 1, "message": "unknown"}}, 0, ""),
        (SEND, 500, {"error": {"code": 1, "message": "unknown"}}, 0, ""),
        (SEND, 400, {"error": {"code": 131030, "message": "(#131030) x"}}, 0, ""),
        (SEND, 400, {"error": {"code": 131031, "message": "(#131031) x"}}, 0, ""),
        (SEND, 400, {"error": {"code": 132000, "message": "(#132000) x"}}, 0, ""),
        (SEND, 400, {"error": {"code": 133010, "message": "(#133010) x"}}, 0, ""),
    ],
)
def test_a_refusal(
    road: Road, argv: tuple[str, ...], status: int, body: object, code: int, said: str
) -> None:
    """Its own words are told, what helps, and the exit code is that of its meaning."""
    road.project(project=FORMS["gateway"].project)
    road.env(MATON_API_KEY=KEY)
    with raw_server(reply(body, status=status)) as server:
        ran = road.run(*argv, "--max-wait", "0", "--endpoint", server.url)
        calls = len(server.heard)
    print("@@", argv[0], status, body, ran.code, calls, ran.out); print(ran.err)
    assert 0
