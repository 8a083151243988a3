"""Every call that the gateway documents, by a command, in each form of address."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

import pytest
from support.mediums import PNG
from support.raw_server import Heard
from support.road import TEMPLATES, Ran, Road
from support.surface import FORMS, KEY, TOKEN, Form, listened, told
from support.surface_messages import MESSAGES, WABA, Row
from support.surface_rows import (
    CONNECTIONS,
    MEDIA,
    PHONES,
    PROFILES,
    SPARE,
    TEMPLATE_CALLS,
)

from wa_sync.graph.session import open_reader
from wa_sync.http.client import Http
from wa_sync.http.secret import Secret


TABLE = (*MESSAGES, *MEDIA, *TEMPLATE_CALLS, *PHONES, *PROFILES, *CONNECTIONS)
DOCUMENTED = {
    "messages": (
        "text with preview_url",
        "template with components",
        "image",
        "document with caption and file name",
        "video",
        "audio",
        "location",
        "contacts",
        "interactive buttons, at most 3",
        "interactive list, at most 10 rows",
        "mark as read",
    ),
    "media": ("upload", "get its URL", "delete"),
    "templates": ("list with limit", "create", "edit", "delete"),
    "phone numbers": ("one", "all"),
    "profile": ("get with fields", "update"),
    "connections": (
        "list those of an app and a status",
        "list all",
        "create",
        "get",
        "delete",
    ),
}
"""The gateway's documentation, and the edit of a template from Meta's. The list of
templates by status, which no command needs, has a test of its own."""
CHANGES = re.compile(
    r"(?<=wamid\.)\S{2,}|(?<=session_token=)\S+|\d{4}-\d\d-\d\dT[0-9:]{8}Z"
    r"|(?<=snapshots/)[^-]+"
)
OF_PLACE_AND_BODY = {"host", "connection", "content-type", "content-length"}
NONE_THERE = Ran(
    64,
    "",
    "error: only the gateway has connections, and demo uses endpoint: meta\n"
    "  hint: with endpoint: meta the token itself says which account is meant\n",
)
each_form = pytest.mark.parametrize("form", FORMS)


def asked(form: Form, heard: Heard) -> tuple[str, str, dict[str, str], object]:
    """Of a request the method, the path below the form's root, query and body."""
    place = urlsplit(heard.target)
    bare = place.path.startswith(("/connections", "/whatsapp_business/"))
    assert bare or place.path.startswith(form.root)
    query = dict(parse_qsl(place.query))
    query |= {name: "?" for name in ("ext", "hash", "after") if name in query}
    return heard.method, place.path.removeprefix(form.root), query, told(heard)


def headers(heard: Heard) -> dict[str, str]:
    """All headers of a request, but for those of its place and its body."""
    return {k: v for k, v in heard.headers.items() if k not in OF_PLACE_AND_BODY}


def said(text: str) -> str:
    """What is always the same of an output, from after a plan on."""
    _, _, after = text.rpartition("\nDigest: sha256:")
    return CHANGES.sub("?", after.partition("\n")[2] if after != text else text)


def test_every_documented_call_is_in_the_table() -> None:
    """And nothing else is; a call may be made by several commands."""
    rows = {f"{group}: {one}" for group, calls in DOCUMENTED.items() for one in calls}
    assert {row.of for row in TABLE} == rows


@each_form
@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.of)
def test_a_documented_call(road: Road, row: Row, form: str) -> None:
    """It arrives once, with the form's own path, token and connection and no other's,
    and its answer is shown.
    """
    there = FORMS[form]
    road.project(row.given, project=there.project)
    road.env(MATON_API_KEY=KEY, WHATSAPP_TOKEN=TOKEN)
    (road.folder / "a.png").write_bytes(PNG)
    with listened() as server:
        at = (there.option, server.url)
        if form == "meta" and row in CONNECTIONS:
            assert (road.run(*row.argv, *at), server.heard) == (NONE_THERE, [])
            return
        for argv in row.before:
            road.ok(*argv, *at)
        if row.then is not None:
            road.write("templates/all.yaml", row.then)
        begin = len(server.heard)
        ran = road.run(*row.argv, *at)
        heard = server.heard[begin:]
    call = (row.method, row.path, dict(row.query), row.body)
    came = [asked(there, one) for one in heard]
    assert [one for one in came if one[:2] == call[:2]] == [call]
    assert [one for one in came if one[0] != "GET" and one != call] == []
    err = row.aside if form == "sandbox" and row.aside else row.err
    assert Ran(ran.code, said(ran.out), said(ran.err)) == Ran(0, row.out, err)
    for one in heard:
        plane = one.target.startswith("/connections")
        assert headers(one) == there.headers(graph=not plane)


@each_form
def test_templates_are_listed_by_status(road: Road, form: str) -> None:
    """The filter goes along from page to page, and the cursor with it."""
    there = FORMS[form]
    road.project(TEMPLATES + SPARE, project=there.project)
    road.env(MATON_API_KEY=KEY, WHATSAPP_TOKEN=TOKEN)
    with listened() as server, Http() as http:
        road.ok("apply", "--yes", there.option, server.url)
        begin = len(server.heard)
        token = Secret(there.token)
        reader = open_reader(http, there.account, token, origin=server.url)
        found = {
            status: [
                str(one["name"])
                for page, _ in reader.pages(
                    f"{WABA}/message_templates",
                    {"limit": "1", "status": status, "fields": "name"},
                )
                for one in page
            ]
            for status in ("APPROVED", "PENDING")
        }
        came = [asked(there, one) for one in server.heard[begin:]]
    assert found == {"APPROVED": ["spare", "order_update"], "PENDING": []}
    query = {"limit": "1", "status": "APPROVED", "fields": "name"}
    assert came == [
        ("GET", f"{WABA}/message_templates", one, None)
        for one in (query, {**query, "after": "?"}, {**query, "status": "PENDING"})
    ]
