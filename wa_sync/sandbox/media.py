"""Media: taken in a form, kept for 30 days, described, handed out by a link, deleted.

A link is signed, works for five minutes and wants the token; it leads to the sandbox
itself, as Meta's leads to Meta's host for media.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from wa_sync.messages import limits
from wa_sync.sandbox.objects import Stored
from wa_sync.sandbox.wire import Refusal, Reply, Route, unsupported


if TYPE_CHECKING:
    from wa_sync.model.source import Json
    from wa_sync.sandbox.wire import FilePart, Request
    from wa_sync.sandbox.world import World


KIND: Final = "medium"
FILES: Final = "whatsapp_business/attachments"
DAY_SECONDS: Final = 86_400
TAKEN: Final = (
    *("audio/aac", "audio/mp4", "audio/mpeg", "audio/amr", "audio/ogg", "audio/opus"),
    "application/vnd.ms-powerpoint",
    "application/msword",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    *("application/pdf", "text/plain", "application/vnd.ms-excel"),
    *("image/jpeg", "image/png", "image/webp", "video/mp4", "video/3gpp"),
)
"""In the order in which Meta's refusal names them."""
GONE: Final = b"<html><body>Not Found</body></html>"


def take(request: Request, world: World) -> Reply:
    """Keep a file and answer with its id."""
    if request.text("messaging_product") != "whatsapp":
        raise Refusal(100, "(#100) The parameter messaging_product is required.")
    part = request.files.get("file")
    if part is None:
        raise Refusal(100, "(#100) The parameter file is required.")
    given = request.text("type")
    if not given:
        raise Refusal(100, "(#100) The parameter type is required.")
    _judge(part)
    phone = request.matched["phone"]
    world.meet("phone", phone)
    node = world.objects.new_id()
    doc: dict[str, Json] = {
        "mime_type": part.content_type,
        "sha256": hashlib.sha256(part.content).hexdigest(),
        "file_size": len(part.content),
        "time": world.now(),
    }
    world.objects.add(Stored(0, KIND, phone, node, node, "", doc))
    world.store.keep(f"medium {node}", part.content)
    return Reply({"id": node})


def _judge(part: FilePart) -> None:
    """Refuse a type by what the part says of itself, and what is too large for it."""
    kind = part.content_type
    if kind not in TAKEN:
        named = ", ".join(TAKEN)
        raise Refusal(
            100,
            "(#100) Param file must be a file with one of the following types: "
            f"{named}. Received file of type '{kind or 'application/octet-stream'}'.",
        )
    most = limits.UPLOADS.get(kind, limits.UPLOADS["audio/ogg"])
    if len(part.content) > most:
        raise Refusal(
            131053,
            "(#131053) Media upload error",
            data={
                "messaging_product": "whatsapp",
                "details": f"Media file size too big. Max file size we currently "
                f"support: {most} bytes.",
            },
        )


def show(request: Request, world: World) -> Reply:
    """Describe a medium, with a link to its bytes."""
    found = _found(request, world)
    expires = world.now() + limits.LINK_MINUTES * 60
    host = request.headers.get("host", "")
    link = (
        f"http://{host}/{FILES}/?mid={found.id}&ext={expires}"
        f"&hash={_signature(found.id, expires)}"
    )
    doc = found.doc
    return Reply(
        {
            "url": link,
            "mime_type": doc["mime_type"],
            "sha256": doc["sha256"],
            "file_size": doc["file_size"],
            "id": found.id,
            "messaging_product": "whatsapp",
        }
    )


def delete(request: Request, world: World) -> Reply:
    """Forget a medium and its bytes."""
    found = _found(request, world)
    world.objects.remove(found)
    world.store.keep(f"medium {found.id}", None)
    return Reply({"success": True})


def hand_out(request: Request, world: World) -> Reply:
    """Send the bytes behind a link that is signed and has not expired."""
    node, expires = request.text("mid") or "", request.integer("ext") or 0
    signed = request.text("hash") == _signature(node, expires)
    medium = alive(node, world) if signed and world.now() < expires else None
    content = world.store.kept(f"medium {node}")
    if medium is None or content is None:
        return Reply(GONE, 404, content_type="text/html")
    return Reply(content, content_type=str(medium.doc["mime_type"]))


def is_medium(request: Request, world: World) -> bool:
    """Whether a node is a medium; other nodes have paths of the same form."""
    return world.objects.find(KIND, request.matched["medium"]) is not None


def _found(request: Request, world: World) -> Stored:
    node = request.matched["medium"]
    found = alive(node, world)
    phone = request.text("phone_number_id")
    if found is None or phone not in {None, found.owner}:
        raise unsupported(request.method, node)
    return found


def alive(node: str, world: World) -> Stored | None:
    """Return a medium whose days are not over."""
    found = world.objects.find(KIND, node)
    if found is None:
        return None
    since = found.doc["time"]
    age = world.now() - since if isinstance(since, int) else 0
    return found if age < limits.MEDIUM_DAYS * DAY_SECONDS else None


def _signature(node: str, expires: int) -> str:
    digest = hashlib.sha256(f"{node} {expires}".encode()).hexdigest()
    return f"AT{digest[:32]}"


ROUTES: Final = (
    Route("POST", "{phone}/media", take),
    Route("GET", "{medium}", show, is_medium),
    Route("DELETE", "{medium}", delete, is_medium),
    Route("GET", FILES, hand_out),
)
