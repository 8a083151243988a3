"""A fault: what goes wrong, with which request, and how often."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from collections.abc import Mapping

    from wa_sync.model.source import Json, Spec


WHAT = {
    "delay": "answer after `seconds`, before or `after_commit`",
    "reset": "reset the connection, before or `after_commit`",
    "half": "send half of the answer, then reset the connection",
    "truncated": "promise the whole answer, send half of it, and close",
    "garbled": "send half of the answer as if it were all",
    "drip": "send the answer one byte at a time, `seconds` apart",
    "hangup": "answer well, then close without a word",
    "throttle": "answer 429 with Retry-After, or `status` 400 with a throttling `code`",
    "refuse": "refuse with `code` and `subcode`, and with `status` if it is unusual",
    "error": "answer with `status` 5xx in Graph's envelope, before or `after_commit`",
    "html": "answer with a web page and `status`, before or `after_commit`",
    "empty": "answer 200 with nothing, before or `after_commit`",
    "answer": "answer with this `body` and `status`, before or `after_commit`",
    "redirect": "send the caller on to `to`, with `status` 307",
    "bomb": "answer with a little gzip that unpacks to 96 MiB",
    "endless": "answer, and never come to an end",
    "headers": "answer well, with another `header`",
    "loop": "say that a list goes on where it begins",
    "elsewhere": "name the next page of a list at `to`, with a token in it",
    "hollow": "put an empty page before a page of a list",
    "twice": "show the last object of a page twice",
    "gap": "leave the last object of a page out",
    "lag": "list what was there when the fault was ordered",
}
KEYS: Mapping[str, tuple[tuple[type, ...], str]] = {
    "what": ((str,), "one of the above"),
    "method": ((str,), "a glob: only requests with such a method"),
    "path": ((str,), "a glob: only such a path, without version and query"),
    "skip": ((int,), "let so many requests pass first"),
    "times": ((int,), "strike so often; 0 is for good, 1 if left out"),
    "seconds": ((int, float), "how long, in real time"),
    "status": ((int,), "the HTTP status"),
    "code": ((int,), "Graph's error code"),
    "subcode": ((int,), "Graph's error subcode"),
    "retry_after": ((int,), "a Retry-After header, in seconds"),
    "header": ((str,), "a header of the answer, NAME: VALUE; may be given again"),
    "body": ((str,), "the body of the answer, as it is"),
    "to": ((str,), "an address, http://host"),
    "after_commit": ((bool,), "true: the request has had its effect by then"),
}
_HEADER = re.compile(r"([A-Za-z0-9-]+): ?([^\x00-\x1f\x7f-\U0010ffff]*)")
_ADDRESS = re.compile(r"https?://[\x21-\x7e]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One order. Of the requests that match, ``skip`` pass first, then ``times`` fail.

    ``method`` and ``path`` are globs; the path is without prefix, version and query.
    ``times`` 0 means for good; ``seconds`` is real time; ``header`` holds a line for
    each header.
    """

    what: str
    method: str = "*"
    path: str = "*"
    skip: int = 0
    times: int = 1
    seconds: float = 0.0
    status: int | None = None
    code: int | None = None
    subcode: int | None = None
    retry_after: int | None = None
    header: str = ""
    body: str = ""
    to: str = "https://login.example"
    after_commit: bool = False
    mark: int = 0

    def fits(self, method: str, path: str) -> bool:
        """Whether it is about such a request."""
        return fnmatchcase(method, self.method) and fnmatchcase(path, self.path)

    @property
    def headers(self) -> dict[str, str]:
        """The headers of the answer that it asks for."""
        asked = {} if self.retry_after is None else {"Retry-After": self.retry_after}
        found = map(_HEADER.fullmatch, self.header.splitlines())
        given = {match[1]: match[2] for match in found if match}
        return {name: str(value) for name, value in asked.items()} | given


def parse(order: Spec) -> Fault:
    """Read an order; a ValueError says what is wrong with it."""
    for key, value in order.items():
        if key not in KEYS:
            raise ValueError(f"unknown key {key!r}; known are {', '.join(KEYS)}")
        types = KEYS[key][0]
        if not isinstance(value, types) or isinstance(value, bool) != (bool in types):
            raise ValueError(f"{key} must be {' or '.join(t.__name__ for t in types)}")
    if order.get("what") not in WHAT:
        raise ValueError(f"what must be one of {', '.join(WHAT)}")
    made = build(order)
    if not all(map(_HEADER.fullmatch, made.header.splitlines())):
        raise ValueError("header must be NAME: VALUE in printable ASCII")
    if not _ADDRESS.fullmatch(made.to):
        raise ValueError("to must be an address, like http://127.0.0.1:8080")
    return made


def build(spec: Spec, mark: int = 0) -> Fault:
    """Build it from JSON whose types were checked."""
    known: dict[str, Json] = {
        key: spec[key] for key in KEYS if spec.get(key) is not None
    }
    return Fault(**known, mark=mark)  # type: ignore[arg-type]  # checked by KEYS
