"""What travels: a request as Meta reads it, a reply, a refusal, and a route."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

import orjson


if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from wa_sync.model.source import Json, Spec
    from wa_sync.sandbox.world import World


TRUE_WORDS = frozenset({"true", "1", "yes"})
FALSE_WORDS = frozenset({"false", "0", "no", ""})


@dataclass(slots=True)
class Refusal(Exception):
    """An answer with Graph's error envelope (meta-api.md §9.1)."""

    code: int
    message: str = "Invalid parameter"
    subcode: int | None = None
    title: str | None = None
    text: str | None = None
    status: int = 400
    type: str = "OAuthException"
    data: Spec | None = None
    transient: bool | None = None
    headers: Mapping[str, str] = field(default_factory=dict)

    def envelope(self, trace: str) -> Spec:
        """Write the body, in the order in which Meta's keys come."""
        told = self.transient is not None or self.subcode is not None
        keys: dict[str, Json] = {
            "message": self.message,
            "type": self.type,
            "code": self.code,
            "error_data": self.data,
            "error_subcode": self.subcode,
            "is_transient": bool(self.transient) if told else None,
            "error_user_title": self.title,
            "error_user_msg": self.text,
            "fbtrace_id": trace,
        }
        return {
            "error": {key: value for key, value in keys.items() if value is not None}
        }


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer; ``content`` that is bytes goes out as it is."""

    content: Json | bytes
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    content_type: str = "application/json; charset=UTF-8"

    def body(self) -> bytes:
        """Return the bytes that are sent."""
        if isinstance(self.content, bytes):
            return self.content
        return orjson.dumps(self.content)


@dataclass(frozen=True, slots=True)
class FilePart:
    """A file of a form, and the type that whoever sent it says it has."""

    content: bytes
    content_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One call. ``args`` are query, form and JSON together, as Graph merges them.

    ``path`` comes without gateway prefix, version and query; ``matched`` holds what
    the route's pattern named. Header names are lower-case.
    """

    method: str
    version: str
    path: str
    args: Mapping[str, Json] = field(default_factory=dict)
    token: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    files: Mapping[str, FilePart] = field(default_factory=dict)
    matched: Mapping[str, str] = field(default_factory=dict)

    def text(self, name: str) -> str | None:
        """Return an argument as text; numbers count as they are written."""
        value = self.args.get(name)
        if value is None or isinstance(value, str):
            return value
        if isinstance(value, bool | int | float):
            return orjson.dumps(value).decode()
        raise Refusal(100, f"(#100) Param {name} must be a string")

    def structured(self, name: str) -> Json:
        """Return an argument; in a form or query, lists and objects are JSON texts."""
        value = self.args.get(name)
        if isinstance(value, str) and value.lstrip()[:1] in {"[", "{"}:
            try:
                decoded: Json = orjson.loads(value)
            except orjson.JSONDecodeError:
                return value
            return decoded
        return value

    def integer(self, name: str) -> int | None:
        """Return an argument that has to be a whole number."""
        value = self.args.get(name)
        if value is None or (isinstance(value, int) and not isinstance(value, bool)):
            return value
        if isinstance(value, str) and re.fullmatch(r"-?[0-9]{1,18}", value.strip()):
            return int(value)
        raise Refusal(100, f"(#100) Param {name} must be an integer")

    def flag(self, name: str) -> bool | None:
        """Return an argument that has to be true or false."""
        value = self.args.get(name)
        if value is None or isinstance(value, bool):
            return value
        word = str(value).strip().lower()
        if word in TRUE_WORDS or word in FALSE_WORDS:
            return word in TRUE_WORDS
        raise Refusal(100, f"(#100) Param {name} must be a boolean")


Handler: TypeAlias = "Callable[[Request, World], Reply]"


@dataclass(frozen=True, slots=True)
class Route:
    """A method and a path pattern.

    ``{waba}`` matches the digits of a node's id, ``<session>`` an upload session,
    ``[connection]`` an id of the gateway's.
    ``meant`` tells nodes of several types apart, whose paths look the same.
    """

    method: str
    pattern: str
    handler: Handler
    meant: Callable[[Request, World], bool] = lambda _request, _world: True
    compiled: re.Pattern[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Compile the pattern once."""
        source = re.sub(r"\[(\w+)\]", r"(?P<\1>[0-9A-Za-z_-]+)", self.pattern)
        source = re.sub(r"\{(\w+)\}", r"(?P<\1>[0-9]+)", source)
        source = re.sub(r"(?<!P)<(\w+)>", r"(?P<\1>upload:[\\w=-]+)", source)
        object.__setattr__(self, "compiled", re.compile(source))


def unsupported(method: str, node: str) -> Refusal:
    """Build what Graph says about an object it does not have, or does not show."""
    return Refusal(
        100,
        f"Unsupported {method.lower()} request. Object with ID '{node}' does not "
        "exist, cannot be loaded due to missing permissions, or does not support "
        "this operation. Please read the Graph API documentation at "
        "https://developers.facebook.com/docs/graph-api",
        subcode=33,
        type="GraphMethodException",
    )
