"""What is asked and what comes back, as plain values: a call, an answer, a failure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final, Literal, Protocol, TypeAlias

from wa_sync.model.source import mapping, text


if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from wa_sync.http.origins import Origin
    from wa_sync.http.secret import Secret
    from wa_sync.model.source import Json, Spec


_LONGEST: Final = 15
# it is printed and logged, and whoever answers may put anything there
_TRACE_ID: Final = re.compile(r"[A-Za-z0-9_.+/=*-]{1,64}")
Scheme: TypeAlias = Literal["Bearer", "OAuth"]
"""The word before the token in the Authorization header."""


class Fate(StrEnum):
    """How a call ended. Every call ends in exactly one of these."""

    OK = "ok"
    NOT_SENT = "not sent"
    THROTTLED = "throttled"
    REJECTED = "rejected"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """To whom calls go and as whom: one origin, one token, one share of the rate.

    ``rate`` is in requests a second; lines with the same origin and token share the
    smallest of theirs.
    """

    origin: Origin
    token: Secret
    rate: int
    headers: Mapping[str, str] = field(default_factory=dict)


class Vessel(Protocol):
    """What the bytes of an answer are poured into that is no JSON: a file.

    Whatever it raises ends the call.
    """

    limit: int
    """How many bytes it holds; an answer with more is given up."""

    def begin(self) -> None:
        """Forget what an earlier attempt brought."""
        ...

    def pour(self, piece: bytes) -> None:
        """Take the next bytes."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One request. ``path`` begins with a slash and is sent exactly as it stands.

    ``content`` in pieces is begun anew with each attempt, and its Content-Length is
    among the headers. ``repeatable`` marks a write that leaves nothing visible behind,
    so that it may be repeated like a read. ``seconds`` is added to the total deadline.
    What a 200 holds goes into ``vessel``, where there is one; the answer's body is an
    empty object then.
    """

    method: Literal["GET", "POST", "PUT", "PATCH", "DELETE"]
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    content: bytes | Iterable[bytes] | None = None
    scheme: Scheme = "Bearer"
    repeatable: bool = False
    seconds: float = 0.0
    vessel: Vessel | None = None

    @property
    def write(self) -> bool:
        """Whether repeating it blindly could do something twice."""
        return self.method != "GET" and not self.repeatable


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """No complete answer came. ``reason`` is a sentence fragment without secrets.

    ``sent`` is False only where the request surely never reached the server;
    ``via`` names the proxy, if there was one, without its credentials.
    """

    reason: str
    sent: bool
    via: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A complete answer. ``body`` is None and ``garbled`` says why where it is no JSON.

    Header names are lower-case; a header may come several times. ``garbled`` quotes
    at most 80 printable characters.
    """

    status: int
    headers: tuple[tuple[str, str], ...] = ()
    body: Json = None
    garbled: str | None = None

    def header(self, name: str) -> tuple[str, ...]:
        """Return the values of a header, in the order in which they came."""
        return tuple(value for key, value in self.headers if key == name)

    @property
    def error(self) -> Spec:
        """The Graph error object, or an empty mapping (meta-api.md §9.1)."""
        return mapping(mapping(self.body).get("error"))

    @property
    def code(self) -> int | None:
        """The Graph error code."""
        return integer(self.error.get("code"))

    @property
    def trace_id(self) -> str | None:
        """Meta's id of the request, for its support; None for what looks like none."""
        named = text(self.error.get("fbtrace_id"))
        heard = self.header("x-fb-trace-id") + self.header("x-fb-request-id")
        said = named or next(iter(heard), "")
        return said if _TRACE_ID.fullmatch(said) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A call's end after all its attempts; ``retry_after`` is in seconds."""

    origin: Origin
    call: Call
    got: Answer | Failure
    fate: Fate
    retry_after: float | None = None


def integer(value: Json) -> int | None:
    """Narrow to a whole number; a digit string counts, since gateways re-type."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if (
        isinstance(value, str)
        and value.isascii()
        and value.isdigit()
        and len(value) <= _LONGEST
    ):
        return int(value)
    return None
