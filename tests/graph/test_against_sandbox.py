"""The client and the sandbox were built from the same reference by different hands."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from wa_sync.errors import NotAuthorized, NotFound, Rejected
from wa_sync.graph.session import open_reader, open_writer
from wa_sync.http.client import Http
from wa_sync.http.secret import Secret
from wa_sync.kinds import KINDS
from wa_sync.model.account import Account, Endpoint
from wa_sync.sandbox.server import serve


if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_sync.graph.client import Reader, Writer
    from wa_sync.model.source import Json


LIST = "102290129340398/message_templates"
ENDPOINTS = pytest.mark.parametrize(
    "account",
    [
        Account(name="demo"),
        Account(name="demo", endpoint=Endpoint.META, api_version="v23.0"),
    ],
    ids=["maton", "meta"],
)


@contextmanager
def writing(
    account: Account, *, strict: str | None = None
) -> Iterator[tuple[Writer, Reader]]:
    """A writer and a reader of a sandbox of their own."""
    routes = [route for kind in KINDS for route in kind.routes()]
    token = Secret("canary-0123456789")
    with serve(None, routes=routes, strict_token=strict) as server, Http() as http:
        yield (
            open_writer(http, account, token, origin=server.url),
            open_reader(http, account, token, origin=server.url),
        )


def template(name: str) -> dict[str, Json]:
    """A plain template."""
    return {
        "name": name,
        "language": "en_US",
        "category": "UTILITY",
        "components": [{"type": "BODY", "text": "Your order is on its way."}],
    }


@ENDPOINTS
def test_what_is_created_is_listed_page_by_page_and_deleted(account: Account) -> None:
    """A list is read to its end in pages, and a deleted template is gone."""
    with writing(account) as (writer, reader):
        made = {text_of(writer.post(LIST, template(f"order_{n}"))) for n in range(5)}
        pages = list(reader.pages(LIST, {"limit": "2", "fields": "id,name"}))
        first = min(made)
        name = next(i["name"] for data, _ in pages for i in data if i["id"] == first)
        gone = writer.delete(LIST, {"hsm_id": first, "name": str(name)})
        with pytest.raises(NotFound) as caught:
            reader.get(first)
    assert [len(data) for data, _ in pages] == [2, 2, 1]
    assert {str(item["id"]) for data, _ in pages for item in data} == made
    assert all("next" not in str(answer.get("paging")) for _, answer in pages)
    assert (gone, caught.value.code, caught.value.subcode) == (
        {"success": True},
        100,
        33,
    )


def text_of(answer: object) -> str:
    """The id of a created object."""
    assert isinstance(answer, dict)
    return str(answer["id"])


@ENDPOINTS
def test_a_refused_create_is_rejected_with_code_and_subcode(account: Account) -> None:
    """The sandbox speaks Meta's envelope, and the client understands it."""
    with writing(account) as (writer, _):
        writer.post(LIST, template("order"))
        with pytest.raises(Rejected) as caught:
            writer.post(LIST, template("order"))
    assert (caught.value.code, caught.value.subcode) == (100, 2388024)


@ENDPOINTS
def test_a_sample_is_uploaded(account: Account) -> None:
    """Both endpoints take the resumable upload, each with its own scheme."""
    with writing(account) as (writer, _):
        handle = writer.upload(
            "670843887433847",
            file_name="shop.png",
            content_type="image/png",
            content=b"\x89PNG\r\n\x1a\n" + bytes(3000),
        )
    assert handle.startswith("4::")


@ENDPOINTS
def test_a_token_that_is_not_the_right_one_is_not_authorized(account: Account) -> None:
    """A strict sandbox refuses, as the endpoint itself would."""
    with (
        writing(account, strict="another-token") as (_, reader),
        pytest.raises(NotAuthorized),
    ):
        reader.get("102290129340398")


def test_eight_threads_stay_under_the_gateways_rate() -> None:
    """Threads over one client: ten requests at once, the eleventh a second later."""
    begin = time.monotonic()
    with writing(Account(name="demo")) as (_, reader):
        threads = [
            threading.Thread(target=lambda: [list(reader.pages(LIST)) for _ in "ab"])
            for _ in range(8)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert time.monotonic() - begin >= 1
