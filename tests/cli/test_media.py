"""Local samples: uploaded when they are needed, and never silently compared."""

from __future__ import annotations

import struct
import zlib

import pytest
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
def shop(road: Road) -> Road:
    """A project with a sample, and an app to upload it for."""
    road.project(TEMPLATE, project=PROJECT + "    app_id: '670843887433847'\n")
    road.write("media/a.png", "")
    (road.folder / "media" / "a.png").write_bytes(png(0))
    return road


def test_a_sample_is_uploaded_and_settles(shop: Road) -> None:
    """Create uploads the file first; then there is nothing to do."""
    shop.ok("apply", "--sandbox", "--yes")
    plan = shop.ok("plan", "--sandbox", "-o", "json").json
    assert plan["changes"] == []


def test_plan_says_that_bytes_cannot_be_compared(shop: Road) -> None:
    """Without a base a changed file is taken as equal, and that is said."""
    shop.ok("apply", "--sandbox", "--yes")
    (shop.folder / "media" / "a.png").write_bytes(png(200))
    plan = shop.ok("plan", "--sandbox", "-o", "json").json
    assert plan["changes"] == []
    assert [
        (one["rule"], one["severity"], one["file"], one["line"])
        for one in plan["diagnostics"]
    ] == [("asset_taken_as_equal", "info", "templates/all.yaml", 3)]


def test_plan_says_what_may_fail_at_the_gateway(shop: Road) -> None:
    """Nobody documents that the gateway passes uploads on."""
    (change,) = shop.ok("plan", "--sandbox", "-o", "json").json["changes"]
    assert [one["rule"] for one in change["findings"]] == ["upload_route_unsure"]


def test_without_an_app_a_sample_is_blocked(shop: Road) -> None:
    """Uploads need an app id; the way out says where to write it."""
    shop.write("wa-sync.yaml", PROJECT)
    (change,) = shop.ok("plan", "--sandbox", "-o", "json").json["changes"]
    assert "app_id" in change["blocked"]["way_out"]


def test_a_sample_that_is_missing_is_shown_where_it_is_written(shop: Road) -> None:
    """The place is that of the path, whatever the order of the components."""
    (shop.folder / "media" / "a.png").unlink()
    ran = shop.run("validate", "-o", "json")
    assert ran.code == 3
    (one,) = ran.json["diagnostics"]
    assert (one["rule"], one["line"]) == ("asset_missing", 8)
