"""wa-sync doctor: what the API and the gateway let an account do."""

from __future__ import annotations

import socket

import pytest
from support.connected import NODE, SHOWN
from support.consulted import KEY, META, META_TOKEN, told, unproxied
from support.raw_server import raw_server, reply
from support.road import PROJECT, Road
from support.sandbox_account import ROUTES

from wa_sync.sandbox.server import serve


@pytest.fixture(autouse=True)
def _no_proxies(road: Road) -> None:
    unproxied(road)


def test_without_a_project_the_token_chooses_the_endpoint(road: Road) -> None:
    """With WHATSAPP_TOKEN alone it is Meta that is asked, without ids too."""
    road.env(WHATSAPP_TOKEN=META_TOKEN)
    with serve(None, routes=ROUTES, strict_token=META_TOKEN) as served:
        seen = told(road, "--endpoint", served.url)
        assert seen["reached"] == ("ok", "the Graph API answers", None)
        assert "connection" not in seen
        road.env(WHATSAPP_TOKEN=f"{META_TOKEN}1")
        seen = told(road, "--endpoint", served.url, code=77)
    assert seen["token"] == (
        "wrong",
        (
            "WHATSAPP_TOKEN: looks like an access token of Meta; it is refused: "
            "Invalid OAuth access token - Cannot parse access token"
        ),
        "Make a new token and put it where the old one was.",
    )
    assert seen["permissions"] == ("skipped", "the token is refused", None)


def test_nobody_there(road: Road) -> None:
    """75; what depends on an answer is skipped, all else is looked at."""
    road.project()
    road.env(MATON_API_KEY=KEY)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
        seen = told(road, "--endpoint", url, code=75)
    why = f"{url} cannot be reached: the connection was refused."
    assert seen["endpoint"] == (
        "warning",
        f"{url} gets the token, by --endpoint or WA_SYNC_ENDPOINT",
        None,
    )
    assert seen["reached"] == ("wrong", f"gateway: {why}", None)
    assert seen["connection"] == ("wrong", f"control plane: {why}", None)
    for name in ("waba", "phone number", "permissions", "api version", "rate"):
        assert seen[name] == ("skipped", "the gateway does not answer", None)
    assert seen["lock"][0] == "ok"


def test_the_gateways_connection(road: Road) -> None:
    """The account's own has to be active; without one the gateway takes the oldest."""
    road.env(MATON_API_KEY=KEY)
    road.project()
    named = PROJECT + f"    connection: {NODE}\n"
    pending = {**SHOWN, "status": "PENDING"}
    other = {**SHOWN, "connection_id": "0f1e2d3c-5935-43cd-b6c8-bde9d915ca80"}

    def heard(project: str, *found: object) -> tuple[str, str, str | None]:
        road.project(project=project)
        answer = reply({"connections": [*found], "data": []})
        with raw_server(*[answer] * 4) as server:
            ran = road.run("doctor", "--endpoint", server.url, "-o", "json")
        (one,) = (c for c in ran.json["checks"] if c["check"] == "connection")
        return one["verdict"], one["message"], one["hint"]

    assert heard(named, SHOWN) == ("ok", f"{NODE} is ACTIVE", None)
    assert heard(named, pending) == (
        "wrong",
        f"{NODE} is PENDING, not ACTIVE",
        "open its link, or delete it: wa-sync connection create starts one",
    )
    assert heard(named, other) == (
        "wrong",
        f"{NODE} is no connection of this key",
        "wa-sync connection list shows them",
    )
    assert heard(PROJECT, SHOWN, pending) == (
        "ok",
        f"{NODE} is ACTIVE, the only one",
        None,
    )
    assert heard(PROJECT, pending) == (
        "wrong",
        "no connection to WhatsApp is active",
        "wa-sync connection create starts one",
    )
    assert heard(PROJECT, SHOWN, other) == (
        "warning",
        "2 are active, and the account names none: the oldest is used",
        "add connection: to the account; wa-sync connection list shows the ids",
    )


def test_what_answers_tell_beside_themselves(road: Road) -> None:
    """Another version, a limit that is nearly used up, and a clock that is wrong."""
    road.project(project=META)
    road.env(WHATSAPP_TOKEN=META_TOKEN)
    headers = {
        "facebook-api-version": "v25.0",
        "X-App-Usage": '{"call_count": 91}',
        "Date": "Fri, 02 Jan 2026 12:00:00 GMT",
    }
    answer = reply({"data": [], "id": "106540352242922"}, headers=headers)
    with raw_server(*[answer] * 3) as server:
        seen = told(road, "--endpoint", server.url)
    assert seen["api version"] == (
        "warning",
        "asked as v23.0, answered as v25.0: apply would refuse",
        "set api_version: v25.0 for the account, plan again, and look",
    )
    assert seen["rate"] == (
        "warning",
        "91 % of the limit is used",
        "calls go one a second until it is less",
    )
    assert seen["waba"] == (
        "warning",
        "102290129340398 can be read; phone number 106540352242922 is none of its own",
        "wa-sync phone list shows the numbers of the account",
    )
    assert seen["clock"][0] == "warning"
    assert seen["clock"][2] == (
        "set this machine's clock; quotas are counted by the server's"
    )


def test_refusals_are_told_where_they_belong(road: Road) -> None:
    """A missing permission is 77; a limit that is used up is 75, and 77 counts more."""
    road.project(project=META)
    road.env(WHATSAPP_TOKEN=META_TOKEN)
    denied = {"error": {"code": 200, "message": "(#200) Permissions error"}}
    with raw_server(*[reply(denied, status=403)] * 3) as server:
        seen = told(road, "--endpoint", server.url, code=77)
    needed = "The token needs whatsapp_business_management, and access to this account."
    assert seen["permissions"] == ("wrong", "(#200) Permissions error", needed)
    assert seen["waba"] == (
        "wrong",
        "102290129340398: (#200) Permissions error",
        needed,
    )
    assert seen["reached"] == ("ok", "the Graph API answers", None)
    limited = {"error": {"code": 80008, "message": "(#80008) Too many calls"}}
    usage = {"Retry-After": "3600"}
    with raw_server(*[reply(limited, status=400, headers=usage)] * 3) as server:
        seen = told(road, "--endpoint", server.url, code=75)
    assert seen["rate"] == (
        "wrong",
        "(#80008) Too many calls",
        "The API asks to wait 3600 seconds; --max-wait lets a run do that.",
    )


def test_samples_need_an_app(road: Road) -> None:
    """Where a template declares one, that there is no app_id is worth a warning."""
    (road.folder / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0 a picture")
    road.project(
        "version: 1\n"
        "message_templates:\n"
        "  - name: offer\n"
        "    language: en_US\n"
        "    category: MARKETING\n"
        "    components:\n"
        "      - {type: HEADER, format: IMAGE, asset: photo.jpg}\n"
        "      - {type: BODY, text: Hi}\n"
    )
    assert told(road, "--sandbox")["commands"] == (
        "warning",
        "all but media samples and profile pictures (no app_id)",
        "add app_id: to the account: templates of it have samples to upload",
    )


def test_an_answer_about_another_number_is_wrong(road: Road) -> None:
    """It says nothing of the number that the account names."""
    road.project()
    number = "106540352242922"
    body = '{"id": "999999", "verified_name": "x"}'
    road.sandbox("faults", "answer", f"body={body}", f"path={number}", "times=0")
    seen = told(road, "--sandbox", code=75)
    assert seen["phone number"] == (
        "wrong",
        f"{number}: The answer for {number} is about 999999.",
        None,
    )
