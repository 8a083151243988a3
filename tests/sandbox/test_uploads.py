"""Resumable uploads: sessions, offsets, handles."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from support.graph_caller import BODY, Caller, calling, missing, plain

from wa_sync.model.source import mapping


if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_sync.model.source import Spec


START = {"file_name": "a.png", "file_length": "6", "file_type": "image/png"}


@pytest.fixture
def caller() -> Iterator[Caller]:
    """A fresh sandbox."""
    with calling() as one:
        yield one


def start(caller: Caller) -> str:
    """Open a session."""
    status, body = caller.ask("POST", "5551/uploads", params=START)
    assert status == 200
    session = str(mapping(body)["id"])
    assert re.fullmatch(r"upload:[\w-]+\?sig=AR[0-9a-f]{16}", session)
    return session


def test_a_file_becomes_a_handle_that_a_template_takes(caller: Caller) -> None:
    """The bytes go up under OAuth, and the handle is good for a header."""
    session = start(caller)
    headers = {"file_offset": "0", "Authorization": "OAuth anything"}
    status, body = caller.ask("POST", session, content=b"abcdef", headers=headers)
    assert status == 200
    assert list(mapping(body)) == ["h"]
    handle = str(mapping(body)["h"])
    assert handle.startswith("4::aW1hZ2UvcG5n:AR")
    header: Spec = {
        "type": "HEADER",
        "format": "IMAGE",
        "example": {"header_handle": [handle]},
    }
    caller.create(components=[header, BODY])


def test_the_same_file_has_another_handle_each_time(caller: Caller) -> None:
    """Handles are not made from the content."""
    handles = set()
    for _ in range(2):
        _, body = caller.ask("POST", start(caller), content=b"abcdef")
        handles.add(mapping(body)["h"])
    assert len(handles) == 2


def test_an_interrupted_upload_goes_on(caller: Caller) -> None:
    """The offset tells how much has arrived, and the rest follows from there."""
    session = start(caller)
    headers = {"file_offset": "0"}
    first = caller.ask("POST", session, content=b"abcd", headers=headers)
    assert first == (200, {"id": session, "file_offset": 4})
    assert caller.ask("GET", session) == (200, {"id": session, "file_offset": 4})
    headers = {"file_offset": "4"}
    status, body = caller.ask("POST", session, content=b"ef", headers=headers)
    assert (status, list(mapping(body))) == (200, ["h"])


def test_bytes_have_to_fit(caller: Caller) -> None:
    """A wrong offset and too many bytes are refused, and nothing is taken."""
    session = start(caller)
    assert caller.refused(
        "POST", session, content=b"abc", headers={"file_offset": "3"}
    ) == plain(
        "(#100) The file_offset 3 does not match the offset 0 of the upload session"
    )
    assert caller.refused("POST", session, content=b"abcdefg") == plain(
        "(#100) The file is longer than the session's file_length"
    )
    assert caller.ask("GET", session) == (200, {"id": session, "file_offset": 0})


def test_an_encoded_session_is_not_found(caller: Caller) -> None:
    """Percent-encoding the session's id is an unknown object, as recorded."""
    session = quote(start(caller), safe="")
    assert caller.refused("POST", session, content=b"abcdef") == missing(
        "post", session
    )
    gone = "upload:abc?sig=ARdef"
    assert caller.refused("GET", gone) == missing("get", "upload:abc")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"file_length": ""}, "(#100) Param file_length must be an integer"),
        ({"file_length": "0"}, "(#100) The parameter file_length is required"),
        (
            {"file_type": "text/html"},
            (
                "(#100) Param file_type must be one of {application/pdf, image/jpeg, "
                "image/jpg, image/png, video/mp4}"
            ),
        ),
    ],
)
def test_a_session_needs_length_and_type(
    caller: Caller, changes: dict[str, str], message: str
) -> None:
    """A session is only opened for a file that can be a sample."""
    params = {**START, **changes}
    assert caller.refused("POST", "5551/uploads", params=params) == plain(message)
