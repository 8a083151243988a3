"""Bytes → Request: prefixes, version, token, and arguments from three places."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

import orjson

from wa_sync.sandbox.wire import FilePart, Refusal, Request


if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from wa_sync.model.source import Json


GATEWAY_PREFIX = "/whatsapp-business"
CONTROL_PREFIX = "/_sandbox/"
VERSION = re.compile(r"/(v[0-9]{1,3}\.[0-9]{1,2})(?=/|$)")
SCHEME = re.compile(r"(?:Bearer|OAuth)\s+(\S+)", re.IGNORECASE)
FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data"
JSON_TYPES = ("application/json", "text/json")
DEFAULT_VERSION = "v23.0"


@dataclass(frozen=True, slots=True)
class Raw:
    """A request as it arrived; header names are lower-case."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def path(self) -> str:
        """The path, still percent-encoded."""
        return self.target.partition("?")[0]


def read(raw: Raw) -> Request:
    """Understand a request; raises Refusal where Graph would."""
    path = raw.path
    if path.startswith(f"{GATEWAY_PREFIX}/"):
        path = path.removeprefix(GATEWAY_PREFIX)
    version = VERSION.match(path)
    path = (path[version.end() :] if version else path).strip("/")
    args: dict[str, Json] = dict(_fields(_pairs(raw.target.partition("?")[2])))
    form, files = ({}, {}) if path.startswith("upload") else _body(raw)
    args.update(form)
    return Request(
        method=raw.method,
        version=version[1] if version else DEFAULT_VERSION,
        path=path,
        args=args,
        token=_token(raw, args),
        headers=raw.headers,
        body=raw.body,
        files=files,
    )


def _token(raw: Raw, args: Mapping[str, Json]) -> str | None:
    """Take the token from the header or, as Graph allows, from the arguments."""
    match = SCHEME.fullmatch(raw.headers.get("authorization", "").strip())
    if match:
        return match[1]
    value = args.get("access_token")
    return value if isinstance(value, str) and value else None


def _pairs(text: str) -> list[tuple[str, str]]:
    return parse_qsl(text, keep_blank_values=True)


def _fields(pairs: Iterable[tuple[str, str]]) -> dict[str, Json]:
    """Collect ``a=1&b[]=2&b[]=3``; of a plain name given twice the last counts."""
    found: dict[str, Json] = {}
    lists: dict[str, list[Json]] = {}
    for name, value in pairs:
        indexed = re.fullmatch(r"(\w+)\[[0-9]*\]", name)
        if indexed:
            lists.setdefault(indexed[1], []).append(value)
        else:
            found[name] = value
    return {**found, **lists}


def _body(raw: Raw) -> tuple[dict[str, Json], dict[str, FilePart]]:
    if not raw.body:
        return {}, {}
    content_type = raw.headers.get("content-type", "")
    media = content_type.partition(";")[0].strip().lower()
    if media == MULTIPART:
        return _multipart(raw, content_type)
    if media == FORM:
        return _fields(_pairs(raw.body.decode("utf-8", "replace"))), {}
    if media in JSON_TYPES:
        return _json(raw.body), {}
    return {}, {}


def _json(body: bytes) -> dict[str, Json]:
    try:
        value: Json = orjson.loads(body)
    except orjson.JSONDecodeError:
        value = None
    if not isinstance(value, dict):
        raise Refusal(100, "(#100) Invalid JSON in the request body")
    return dict(value)


def _multipart(
    raw: Raw, content_type: str
) -> tuple[dict[str, Json], dict[str, FilePart]]:
    from io import BytesIO

    from werkzeug.formparser import parse_form_data

    environ = {
        "REQUEST_METHOD": raw.method,
        "CONTENT_TYPE": content_type,
        "CONTENT_LENGTH": str(len(raw.body)),
        "wsgi.input": BytesIO(raw.body),
    }
    _, form, files = parse_form_data(environ)
    pairs = [(name, value) for name, value in form.items(multi=True)]
    parts: dict[str, FilePart] = {}
    for name, part in files.items():
        parts[name] = FilePart(part.read(), part.mimetype)
        part.close()
    return _fields(pairs), parts
