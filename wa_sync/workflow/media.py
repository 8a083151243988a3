"""Files to Meta and back: judged, sent once, fetched, and verified.

For programs as well: all take a MediaClient (``graph.media``).
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from wa_sync.config import uploads
from wa_sync.config.opening import Unusable
from wa_sync.errors import (
    ApiUnavailable,
    InvalidConfiguration,
    NotFound,
    OutcomeUnknown,
    UsageProblem,
    WaSyncError,
)
from wa_sync.graph import media as graph
from wa_sync.graph.form import Form, Part, Pieces, form
from wa_sync.messages.limits import LARGEST_MEDIUM
from wa_sync.model.finding import Diagnostic, Finding, MetaCode
from wa_sync.model.medium import Medium, Uploading
from wa_sync.model.node import is_node
from wa_sync.model.source import ROOT
from wa_sync.store import atomic
from wa_sync.workflow.refusals import refusals
from wa_sync.workflow.sending import phone_of
from wa_sync.workflow.vessel import FileVessel


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from wa_sync.config.uploads import Opened
    from wa_sync.graph.media import MediaClient
    from wa_sync.model.account import Account

    Moved = Callable[[int], None]

_REFUSED_BY_META: Final = MetaCode(100)
_AGAIN: Final = (
    "It may have arrived, but nobody can see or use it without its id, and Meta "
    "deletes it after 30 days: upload the file again."
)
SUFFIXES: Final = {
    "audio/aac": "aac",
    "audio/amr": "amr",
    "audio/mp4": "m4a",
    "audio/mpeg": "mp3",
    "audio/ogg": "ogg",
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "video/3gpp": "3gp",
    "video/mp4": "mp4",
    "application/msword": "doc",
    "application/pdf": "pdf",
    "application/vnd.ms-excel": "xls",
    "application/vnd.ms-powerpoint": "ppt",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "text/plain": "txt",
}


@contextmanager
def uploading(
    account: Account, folder: Path, path: str, *, phone_number_id: str | None = None
) -> Iterator[tuple[Uploading, Opened]]:
    """Open a file and yield the request that uploads it; nothing is sent.

    Raises InvalidConfiguration for what Meta would refuse, and LocalIO.
    """
    phone = phone_of(account, phone_number_id)
    try:
        with uploads.opened(folder, path) as file:
            where = graph.path(account, phone)
            yield Uploading(account=account.name, path=where, file=file.about), file
    except Unusable as unusable:
        found = Finding(
            rule=unusable.rule,
            at=ROOT,
            message=f"{path}: {unusable.reason}",
            meta=_REFUSED_BY_META,
        )
        told = (Diagnostic(found),)
        raise InvalidConfiguration("the file was not uploaded", told) from None


def upload(
    client: MediaClient,
    account: Account,
    file: Opened,
    *,
    phone_number_id: str | None = None,
    moved: Moved = lambda _: None,
) -> str:
    """Upload a file once and return its id; ``moved`` hears how many bytes are out.

    Raises Refused where the API says no, and OutcomeUnknown where nobody knows
    whether it arrived.
    """
    phone = phone_of(account, phone_number_id)
    try:
        with refusals("the file", account.endpoint):
            return client.upload(phone, _form(file, moved))
    except OutcomeUnknown as error:
        error.hint = _AGAIN
        raise


def show(client: MediaClient, media_id: str) -> Medium:
    """Return what Meta says of a medium.

    Raises UsageProblem for what is no id, NotFound, and Refused where Meta says no.
    """
    if not is_node(media_id):
        raise UsageProblem(
            f"{media_id!r} is no id of a medium, which is digits only",
            hint="wa-sync media upload prints one, and webhooks name them",
        )
    try:
        with refusals(f"to show medium {media_id}", client.endpoint):
            return client.read(media_id)
    except NotFound as error:
        error.message = f"there is no medium {media_id}, or the token may not see it"
        error.hint = (
            "It was deleted already, or its days are over (30 for uploads, 7 for what "
            "came with a message), or it is another account's: the API does not say "
            "which."
        )
        raise


def name_of(medium: Medium) -> str:
    """Return a file name for a medium: its id, and what its type is usually called."""
    kind = (medium.content_type or "").partition(";")[0].strip().lower()
    return f"{medium.id}.{SUFFIXES.get(kind, 'bin')}"


def download(
    client: MediaClient,
    medium: Medium,
    target: Path,
    *,
    replace: bool = False,
    moved: Moved = lambda _: None,
) -> None:
    """Fetch the bytes of a medium into a file, which is there whole or not at all.

    Raises ApiUnavailable where they are not those that were announced, LocalIO where
    the file is there already and not to be replaced, and what ``fetch`` raises.
    """
    link, size, digest = medium.url, medium.size, medium.sha256
    if link is None or size is None or digest is None:
        raise ApiUnavailable(
            f"The API does not say how to fetch and verify medium {medium.id}."
        )
    if size > LARGEST_MEDIUM:
        raise ApiUnavailable(
            f"Medium {medium.id} is announced with {size:,} bytes; Meta keeps "
            f"{LARGEST_MEDIUM:,} at the most."
        )

    def fill(descriptor: int) -> None:
        vessel = FileVessel(descriptor, size, moved)
        client.fetch(link, vessel)
        vessel.verify(digest)

    atomic.fill(target, fill, replace=replace)


def delete(client: MediaClient, medium: Medium) -> None:
    """Delete a medium; where it is not known whether that happened, look.

    Raises NotFound where it was gone before, Refused where Meta says no, and
    OutcomeUnknown where it is still there after a delete that may be under way, or
    nobody can see whether it is.
    """
    try:
        with refusals(f"to delete medium {medium.id}", client.endpoint):
            client.delete(medium.id)
    except OutcomeUnknown as error:
        error.hint = "Delete it again: that does no harm."
        try:
            client.read(medium.id)
        except NotFound:
            return
        except WaSyncError:
            # that it cannot be seen now is the lesser trouble, and says less
            pass
        raise


def _form(file: Opened, moved: Moved) -> Form:
    """Write the form around a file.

    The file goes by a name of ours: nobody is ever shown it (a document gets its name
    from the message), and a name of theirs may hold anything.
    """
    about = file.about

    def pieces() -> Iterator[bytes]:
        count = 0
        for piece in file.pieces():
            yield piece
            count += len(piece)
            moved(count)

    return form(
        {"messaging_product": "whatsapp", "type": about.content_type},
        Part("file", f"file.{SUFFIXES[about.content_type]}", about.content_type),
        Pieces(pieces, about.size),
    )
