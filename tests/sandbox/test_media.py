"""The sandbox keeps media as Meta does, under all of its addresses."""

from __future__ import annotations

import hashlib
import re
from typing import Any

import httpx
import pytest
from support.mediums import PHONE, PNG, TOKEN
from support.sandbox_account import ROUTES

from wa_sync.sandbox.server import Served, serve


FORMS = {
    "gateway": "/whatsapp-business/v21.0",
    "meta": "/v23.0",
    "bare": "",
}
BEARER = {"Authorization": f"Bearer {TOKEN}", "Maton-Connection": "21fd90f9"}
FIELDS = {"messaging_product": "whatsapp", "type": "image/png"}


def post(there: Served, begin: str = "", **more: object) -> httpx.Response:
    """Upload as a stranger does."""
    given: dict[str, object] = {
        "data": FIELDS,
        "files": {"file": ("a.png", PNG, "image/png")},
        "headers": BEARER,
        **more,
    }
    return httpx.post(f"{there.url}{begin}/{PHONE}/media", **given)  # type: ignore[arg-type] # any of httpx's


def get(url: str) -> httpx.Response:
    """Ask with the token."""
    return httpx.get(url, headers=BEARER)


@pytest.mark.parametrize("begin", FORMS.values(), ids=FORMS)
def test_every_media_call_in_every_form_of_address(begin: str) -> None:
    """Upload, link, bytes and delete; then the id is nobody's."""
    with serve(None, routes=ROUTES) as there:
        node = post(there, begin).json()["id"]
        shown = get(f"{there.url}{begin}/{node}").json()
        link = shown.pop("url")
        assert shown == {
            "mime_type": "image/png",
            "sha256": hashlib.sha256(PNG).hexdigest(),
            "file_size": len(PNG),
            "id": node,
            "messaging_product": "whatsapp",
        }
        assert re.fullmatch(
            rf"{there.url}/whatsapp_business/attachments/\?mid={node}&ext=\d+&hash=AT\w+",
            link,
        )
        got = get(link)
        assert (got.status_code, got.content) == (200, PNG)
        assert got.headers["content-type"] == "image/png"
        assert httpx.get(link).status_code == 401
        gone = httpx.delete(f"{there.url}{begin}/{node}", headers=BEARER)
        assert gone.json() == {"success": True}
        again = [
            httpx.delete(f"{there.url}{begin}/{node}", headers=BEARER),
            get(f"{there.url}{begin}/{node}"),
        ]
        errors = [one.json()["error"] for one in again]
        assert [(one["code"], one["error_subcode"]) for one in errors] == [
            (100, 33)
        ] * 2
        assert get(link).status_code == 404


@pytest.mark.parametrize(
    ("more", "code", "said"),
    [
        (
            {"data": {"type": "image/png"}},
            100,
            "(#100) The parameter messaging_product is required.",
        ),
        ({"files": {"other": b""}}, 100, "(#100) The parameter file is required."),
        (
            {"data": {"messaging_product": "whatsapp"}},
            100,
            "(#100) The parameter type is required.",
        ),
        (
            {"files": {"file": ("a.gif", b"GIF89a", "image/gif")}},
            100,
            (
                "(#100) Param file must be a file with one of the following types: "
                "audio/aac, audio/mp4, audio/mpeg, audio/amr, audio/ogg, audio/opus, "
                "application/vnd.ms-powerpoint, application/msword, "
                "application/vnd.openxmlformats-officedocument.wordprocessingml."
                "document, "
                "application/vnd.openxmlformats-officedocument.presentationml."
                "presentation, "
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet, "
                "application/pdf, text/plain, application/vnd.ms-excel, image/jpeg, "
                "image/png, image/webp, video/mp4, video/3gpp. Received file of type "
                "'image/gif'."
            ),
        ),
        (
            {"files": {"file": ("a.png", bytes(5 * 2**20 + 1), "image/png")}},
            131053,
            "(#131053) Media upload error",
        ),
    ],
)
def test_what_is_refused(more: dict[str, Any], code: int, said: str) -> None:
    """With Meta's codes and sentences; nothing is kept."""
    with serve(None, routes=ROUTES) as there:
        refused = post(there, **more)
        error = refused.json()["error"]
        assert (refused.status_code, error["code"], error["message"]) == (
            400,
            code,
            said,
        )


def test_a_link_works_for_five_minutes_and_a_medium_for_thirty_days() -> None:
    """By the sandbox's own clock; a link that was tampered with never works."""
    now = [1_800_000_000.0]
    begin = now[0]
    with serve(None, routes=ROUTES, real=lambda: now[0]) as there:
        node = post(there).json()["id"]
        medium = f"{there.url}/{node}"
        link = get(medium).json()["url"]
        answers = [get(link.replace("ext=1", "ext=2")).status_code]
        for later, url in (
            *((299, link), (300, link)),
            *((30 * 86_400 - 1, medium), (30 * 86_400, medium)),
        ):
            now[0] = begin + later
            answers.append(get(url).status_code)
        assert answers == [404, 200, 404, 200, 400]


def test_a_number_that_is_named_has_to_be_its_owner() -> None:
    """As Meta checks it where phone_number_id is given."""
    with serve(None, routes=ROUTES) as there:
        node = post(there).json()["id"]
        answers = [
            get(f"{there.url}/{node}?phone_number_id={phone}").status_code
            for phone in (PHONE, "5")
        ]
        assert answers == [200, 400]
