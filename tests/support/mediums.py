"""Files of every type that Meta takes, and a sandbox to send them to."""

from __future__ import annotations

import io
import zipfile
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from support.raw_server import RawServer, Step, raw_server
from support.sandbox_account import ACCOUNT, ROUTES
from support.tempo import Tempo, dice

from wa_sync.graph.media import MediaClient
from wa_sync.http.client import Http
from wa_sync.http.secret import Secret
from wa_sync.model.account import Account
from wa_sync.sandbox.server import serve


if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_sync.sandbox.world import World


TOKEN = "canary-0123456789"  # noqa: S105 - made up
PHONE = "106540352242922"
MATON = Account(
    name="demo",
    waba_id="102290129340398",
    phone_number_id=PHONE,
    connection="21fd90f9-5935-43cd-b6c8-bde9d915ca80",
)
META = ACCOUNT
_OFFICE = "application/vnd.openxmlformats-officedocument"


def zipped(*names: str) -> bytes:
    """A container with such members."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name in names:
            file.writestr(name, "")
    return made.getvalue()


OPUS = b"OggS" + bytes(24) + b"OpusHead" + bytes(11)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)
STILL = b"RIFF\x1a\0\0\0WEBPVP8L" + bytes(14)
MOVING = b"RIFF\x1a\0\0\0WEBPVP8X\x0a\0\0\0\x02" + bytes(9)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
FILES = {
    "a.jpg": (b"\xff\xd8\xff\xe0" + bytes(20), "image/jpeg"),
    "a.png": (PNG, "image/png"),
    "still.webp": (STILL, "image/webp"),
    "moving.webp": (MOVING, "image/webp"),
    "a.mp4": (b"\0\0\0\x18ftypisom" + bytes(20), "video/mp4"),
    "a.3gp": (b"\0\0\0\x18ftyp3gp5" + bytes(20), "video/3gpp"),
    "a.m4a": (b"\0\0\0\x18ftypM4A " + bytes(20), "audio/mp4"),
    "a.aac": (b"\xff\xf1\x50\x80" + bytes(20), "audio/aac"),
    "a.amr": (b"#!AMR\n" + bytes(20), "audio/amr"),
    "tagged.mp3": (b"ID3\x04" + bytes(20), "audio/mpeg"),
    "bare.mp3": (b"\xff\xfb\x90\x64" + bytes(20), "audio/mpeg"),
    "a.ogg": (OPUS, "audio/ogg"),
    "a.pdf": (b"%PDF-1.7\n", "application/pdf"),
    "a.docx": (
        zipped("[Content_Types].xml", "word/document.xml"),
        f"{_OFFICE}.wordprocessingml.document",
    ),
    "a.xlsx": (
        zipped("[Content_Types].xml", "xl/workbook.xml"),
        f"{_OFFICE}.spreadsheetml.sheet",
    ),
    "a.pptx": (
        zipped("[Content_Types].xml", "ppt/presentation.xml"),
        f"{_OFFICE}.presentationml.presentation",
    ),
    "a.doc": (OLE, "application/msword"),
    "a.XLS": (OLE, "application/vnd.ms-excel"),
    "a.ppt": (OLE, "application/vnd.ms-powerpoint"),
    "a.txt": ("Grüße\n".encode(), "text/plain"),
}
"""Name → what it holds and what it is. Names count for .txt and old Office alone."""


@dataclass(frozen=True)
class Kept:
    """A client of a sandbox, and the sandbox behind its back."""

    client: MediaClient
    world: World
    url: str
    tempo: Tempo


@contextmanager
def keeping(account: Account = META) -> Iterator[Kept]:
    """Serve a sandbox and open a client on it; waiting takes no time."""
    tempo = Tempo()
    http = Http(clock=tempo.clock, wait=tempo.wait)
    with serve(None, routes=ROUTES) as served, http:
        client = MediaClient(http, account, Secret(TOKEN), origin=served.url)
        yield Kept(client, served.world, served.url, tempo)


@contextmanager
def scripted(
    *steps: Step, account: Account = META
) -> Iterator[tuple[RawServer, MediaClient]]:
    """Run a server that does as it is told, and a client to it."""
    tempo = Tempo()
    with (
        raw_server(*steps) as server,
        Http(clock=tempo.clock, wait=tempo.wait, rng=dice()) as http,
    ):
        yield server, MediaClient(http, account, Secret(TOKEN), origin=server.url)
