"""Local samples whose bytes a change replaces, which live does not show."""

from __future__ import annotations

import struct
import zlib

import pytest
from support import changing
from support.changing import Shop
from support.road import PROJECT, Road


TEMPLATE = """\
version: 1
message_templates:
  - name: promo
    language: en_US
    category: MARKETING
    components:
      - {type: BODY, text: Look at our new candles in the shop.}
      - {type: HEADER, format: IMAGE, asset: media/a.png}
"""


def png(pixel: int) -> bytes:
    """The smallest PNG, with one grey pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        crc = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", crc)

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    body = zlib.compress(bytes([0, pixel]))
    parts = chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


@pytest.fixture
def shop(road: Road) -> Shop:
    """A template with a picture is live, and a pull request has another picture."""
    made = changing.begun(
        road,
        {
            "wa-sync.yaml": PROJECT + "    app_id: '670843887433847'\n",
            "templates/promo.yaml": TEMPLATE,
            "media/a.png": png(0),
        },
    )
    made.git.branch("topic")
    made.git.commit({"media/a.png": png(200)})
    return made


def test_other_bytes_are_a_change(shop: Shop) -> None:
    """It is shown with both hashes, and the new file goes up with one edit."""
    (change,) = shop.plan().json["changes"]
    assert (change["cause"], change["blocked"]) == ("this change", None)
    assert [f["path"] for f in change["diff"]] == [
        "/components/header/example/header_handle"
    ]
    before = shop.road.sandbox("calls").out
    ran = shop.apply("-o", "json").json
    assert [one["state"] for one in ran["outcomes"]] == ["done"]
    calls = shop.road.sandbox("calls").out.removeprefix(before)
    assert calls.count('"POST"') == 3  # a session, the upload, and the edit
    # the next change starts from there
    shop.git.commit({"x": "x"})
    assert shop.plan("--base-ref", "HEAD").json["changes"] == []


def test_without_a_base_nothing_is_known_of_bytes(shop: Shop) -> None:
    """Then they are taken as equal, and that is said."""
    plan = shop.plan("--base-ref", "none").json
    assert plan["changes"] == []
    assert [d["rule"] for d in plan["diagnostics"]] == ["asset_taken_as_equal"]


def test_offline_they_are_compared_as_well(shop: Shop) -> None:
    """Two commits have the bytes of both."""
    plan = shop.road.ok("plan", "--offline", "-o", "json").json
    assert [len(c["diff"]) for c in plan["changes"]] == [1]
