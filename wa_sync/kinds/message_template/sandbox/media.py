"""Media samples as the API shows them: a signed URL that is another at each read.

A stored document holds a mark where the signature goes, so that a page of stored
documents becomes an answer by one replacement.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from wa_sync.sandbox import ledger


if TYPE_CHECKING:
    from wa_sync.sandbox.world import World


HANDLE = re.compile(r"[0-9]+:(?!//)[^\s]+")
SUFFIXES = {"IMAGE": "jpg", "VIDEO": "mp4", "GIF": "mp4", "DOCUMENT": "pdf"}
MARK = "\x00signature\x00"
MARK_IN_JSON = b"\\u0000signature\\u0000"  # as orjson writes a control character
LIFETIME_SECONDS = 30 * 86_400


def is_handle(value: str) -> bool:
    """Whether it is well formed; Meta's own sample joins several by line breaks."""
    return all(HANDLE.fullmatch(part) for part in value.split("\n"))


def url(handle: str, header_format: str) -> str:
    """Return where the sample lies, but for the signature."""
    number = int.from_bytes(hashlib.sha256(handle.encode()).digest()[:16], "big")
    name = f"{number % 10**9}_{number // 10**9 % 10**15}_{number // 10**24 % 10**15}"
    suffix = SUFFIXES.get(header_format, "jpg")
    return (
        f"https://scontent.whatsapp.net/v/t61.29466-34/{name}_n.{suffix}"
        f"?ccb=1-7&_nc_sid=8b1bef{MARK}"
    )


def signed(body: bytes, world: World) -> bytes:
    """Sign the URLs of an answer."""
    seed = f"{ledger.last(world)} {world.now()}"
    digest = hashlib.sha256(seed.encode()).hexdigest()
    expires = world.now() + LIFETIME_SECONDS
    signature = (
        f"&_nc_ohc={digest[:22]}&_nc_ht=scontent.whatsapp.net"
        f"&edm=AIJs65cEAAAA&oh=01_{digest[22:58]}&oe={expires:X}"
    )
    return body.replace(MARK_IN_JSON, signature.encode())
