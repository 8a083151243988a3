"""Media as the API describes them, and the request of an upload."""

from __future__ import annotations

from wa_sync.model.medium import MediaFile, Medium, Uploading


PICTURE = Medium(
    id="5",
    content_type="image/png",
    size=1008,
    sha256="00ff",
    url="https://a.example/?b",
)
UNTOLD = Medium(id="5")
HOSTILE = Medium(id="5", content_type="\x1b[31m", url="\x1b]0;x")
REQUEST = Uploading(
    account="demo",
    path="/v23.0/1/media",
    file=MediaFile(path="a.png", content_type="image/png", size=1008, sha256="00ff"),
)
