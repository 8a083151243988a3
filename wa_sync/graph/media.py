"""Calls to the Graph API about media: upload, look up, fetch, delete (§11.2).

An upload is sent once: nobody can tell which of two is meant. The link to the bytes is
somebody else's text: it is followed only to the host where Meta keeps media, and to
the very address that was asked, and never from there to another.
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from wa_sync.errors import ApiUnavailable, BadEnvironment, OutcomeUnknown
from wa_sync.graph import answers
from wa_sync.graph.profile import line_for, root
from wa_sync.http import retry
from wa_sync.http.exchange import Answer, Call, Fate, integer
from wa_sync.http.origins import MEDIA, part
from wa_sync.http.secret import Redactor
from wa_sync.model.account import Endpoint
from wa_sync.model.medium import Medium
from wa_sync.model.node import is_node
from wa_sync.model.source import text


if TYPE_CHECKING:
    from typing import Literal

    from wa_sync.graph.form import Form
    from wa_sync.http.client import Http
    from wa_sync.http.exchange import Exchange, Failure, Line, Vessel
    from wa_sync.http.origins import Origin
    from wa_sync.http.secret import Secret
    from wa_sync.model.account import Account
    from wa_sync.model.source import Json, Spec


# slower than this is no connection to move files over
_BYTES_A_SECOND: Final = 64 * 1024
_GONE: Final = frozenset({404, 410})
_BASE64: Final = re.compile(r"[A-Za-z0-9+/]{43}=")
_HEX: Final = re.compile(r"[0-9a-fA-F]{64}")


def edge(phone_number_id: str) -> str:
    """Return the path of a number's media, below the version."""
    return f"{phone_number_id}/media"


def path(account: Account, phone_number_id: str) -> str:
    """Return the whole path, with what the endpoint and the version put before it."""
    return f"{root(account)}{edge(phone_number_id)}"


class MediaClient:
    """An account's media. All raise as ``answers.read`` does."""

    def __init__(
        self, http: Http, account: Account, token: Secret, *, origin: str | None = None
    ) -> None:
        """``origin`` is an address that a person gave, as for ``open_writer``."""
        self.endpoint = account.endpoint
        self._http = http
        self._root = root(account)
        self._line = line_for(account, token, origin=origin)
        self._redact = Redactor([token])
        # the token of another endpoint, or for another address, is not meant for it
        own = origin is None and account.endpoint is Endpoint.META
        self._hosts = frozenset({MEDIA} if own else ())
        self._by_gateway = account.endpoint is Endpoint.MATON

    def upload(self, phone_number_id: str, form: Form) -> str:
        """Send a file once and return its id; OutcomeUnknown where nobody knows."""
        call = Call(
            method="POST",
            path=self._root + edge(phone_number_id),
            headers={
                "Content-Type": f"multipart/form-data; boundary={form.boundary}",
                "Content-Length": str(form.length),
            },
            content=form.pieces,
            seconds=form.length / _BYTES_A_SECOND,
        )
        made = text(self._told(call).get("id"))
        if not is_node(made):
            raise OutcomeUnknown("The API took the file, but gave no id for it.")
        return made

    def read(self, media_id: str) -> Medium:
        """Return what the API says of a medium, with a link that works for a while.

        Raises ApiUnavailable, too, for an answer about another one.
        """
        said = self._told(self._node("GET", media_id))
        node = text(said.get("id")) or media_id
        if node != media_id:
            raise ApiUnavailable(f"The answer for {media_id} is about {node}.")
        return Medium(
            id=media_id,
            content_type=text(said.get("mime_type")) or None,
            size=_size(said.get("file_size")),
            sha256=_hexadecimal(text(said.get("sha256"))),
            url=text(said.get("url")) or None,
        )

    def delete(self, media_id: str) -> None:
        """Delete a medium."""
        self._told(self._node("DELETE", media_id))

    def fetch(self, link: str, vessel: Vessel) -> None:
        """Pour the bytes behind a link into something.

        Raises BadEnvironment for a link, or a redirect, to where the token must not
        go, and ApiUnavailable where the link has expired.
        """
        line, rest = self._place(link)
        seconds = vessel.limit / _BYTES_A_SECOND
        call = Call(method="GET", path=rest, seconds=seconds, vessel=vessel)
        end = self._http.exchange(line, call, _MANNERS)
        if isinstance(end.got, Answer) and end.got.status in _GONE:
            raise ApiUnavailable(
                f"{line.origin} no longer has a file behind the link.",
                hint="A link works for five minutes; run again for another one.",
            )
        answers.read(end, self._redact)

    def _place(self, link: str) -> tuple[Line, str]:
        parted = part(link)
        if parted is None:
            raise ApiUnavailable("The API gave a link to the file that is no address.")
        origin, rest = parted
        if origin == self._line.origin:
            return self._line, rest
        if origin not in self._hosts:
            raise self._astray(origin)
        return replace(self._line, origin=origin, headers={}), rest

    def _astray(self, origin: Origin) -> BadEnvironment:
        """Say why the token does not go to where a file lies, and what does."""
        if self._by_gateway and origin == MEDIA:
            return BadEnvironment(
                f"Meta keeps the file at {origin} and gives it to a token of Meta's "
                "only; the key of the Maton gateway is not sent there.",
                hint="Download it from a project whose account has endpoint: meta, "
                "with a token of Meta's in WHATSAPP_TOKEN. The other media commands "
                "work through the gateway.",
            )
        return BadEnvironment(
            f"The file lies at {origin}, where the token must not go.",
            hint=f"Meta keeps files at {MEDIA}; the token goes there with endpoint: "
            "meta and without --endpoint. wa-sync media show --url prints the link.",
        )

    def _node(self, method: Literal["GET", "DELETE"], media_id: str) -> Call:
        return Call(method=method, path=self._root + media_id)

    def _told(self, call: Call) -> Spec:
        end: Exchange = self._http.exchange(self._line, call)
        return answers.read(end, self._redact)


def _size(said: Json) -> int | None:
    """Return how many bytes there are; no file has less than none."""
    size = integer(said)
    return None if size is None or size < 0 else size


def _hexadecimal(said: str) -> str | None:
    """Return a SHA-256 in hexadecimal digits; webhooks write it in Base64."""
    if _HEX.fullmatch(said):
        return said.lower()
    if not _BASE64.fullmatch(said):
        return None
    try:
        return base64.b64decode(said, validate=True).hex()
    except binascii.Error:
        return None


def _classify(call: Call, got: Answer | Failure) -> Fate:
    """Judge as the Graph API's, but for a page that says that a link has expired."""
    if isinstance(got, Answer) and got.status in _GONE:
        return Fate.REJECTED
    return retry.classify(call, got)


_MANNERS: Final = retry.Manners(_classify, retry.asked_wait)
