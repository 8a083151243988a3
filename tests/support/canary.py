"""A token that is recognised wherever it turns up, and a server that echoes it."""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from support.proxy import Cut, Passage


TOKEN = 'EAAw9q7"Zk/+=\\x9Vt%wL3mR8_uY~c4n4ry'  # noqa: S105 - made up
"""Written differently in every encoding; a piece of it is as telling as the whole."""
_RAW = TOKEN.encode()
_SHORTEST = 10


def encodings() -> Mapping[str, bytes]:
    """The token as raw text, in a URL, in base64, in JSON and in hex."""
    return {
        "raw": _RAW,
        "url": quote(TOKEN, safe="").encode(),
        "path": quote(TOKEN).encode(),
        "base64": base64.b64encode(_RAW).rstrip(b"="),
        "base64url": base64.urlsafe_b64encode(_RAW).rstrip(b"="),
        "json": json.dumps(TOKEN)[1:-1].encode(),
        "json, slashes": json.dumps(TOKEN)[1:-1].replace("/", "\\/").encode(),
        "repr": repr(TOKEN)[1:-1].encode(),
        "hex": _RAW.hex().encode(),
    }


def _needles() -> Iterator[tuple[str, bytes]]:
    """Every piece of every encoding that nobody writes by chance, in lower case."""
    for name, spelled in encodings().items():
        for start in range(len(spelled) - _SHORTEST + 1):
            yield name, spelled[start : start + _SHORTEST].lower()


NEEDLES = frozenset(_needles())


def found_in(content: bytes) -> set[str]:
    """Name the encodings in which a piece of the token is there."""
    lowered = content.lower()
    return {name for name, needle in NEEDLES if needle in lowered}


def found_below(folder: Path, but: frozenset[Path]) -> dict[str, set[str]]:
    """Look into every file below a folder, and at its name."""
    found: dict[str, set[str]] = {}
    for path in sorted(folder.rglob("*")):
        if path in but:
            continue
        there = found_in(os.fsencode(path))
        if path.is_file():
            there |= found_in(path.read_bytes())
        if there:
            found[str(path.relative_to(folder))] = there
    return found


ALL = " ".join(spelled.decode() for spelled in encodings().values())
"""Every encoding in one text."""


@dataclass(frozen=True, slots=True)
class Echo:
    """One way of giving the token back: in place of the answers to some requests.

    ``times`` is how many requests are answered so, 0 for all.
    """

    name: str
    method: str
    times: int
    answer: Callable[[str, bytes], bytes]


def http(
    body: bytes,
    status: str = "200 OK",
    *,
    length: int | None = None,
    kind: str = "application/json",
    **headers: str,
) -> bytes:
    """Write an answer; ``length`` is what it claims to have."""
    size = len(body) if length is None else length
    fields = {"Content-Type": kind, "Content-Length": str(size)}
    fields |= {name.replace("_", "-"): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode("latin-1") + body


def error(code: int, status: str) -> Callable[[str, bytes], bytes]:
    """Answer with Graph's envelope, the token in every text of it."""
    body = json.dumps(
        {
            "error": {
                "message": f"Malformed access token {ALL}",
                "type": TOKEN,
                "code": code,
                "error_subcode": 1,
                "error_user_title": f"Title {ALL}",
                "error_user_msg": f"access_token={TOKEN}&x {ALL}",
                "error_data": {"details": ALL, TOKEN: TOKEN},
                "fbtrace_id": TOKEN,
            }
        }
    ).encode()
    return lambda _evil, _real: http(body, status)


def quoted(evil: str, real: bytes) -> bytes:
    """Answer well, and with the token in every header that anybody reads."""
    head, _, body = real.partition(b"\r\n\r\n")
    more = "".join(
        f"{name}: {value}\r\n"
        for name, value in {
            "x-fb-trace-id": TOKEN,
            "X-Business-Use-Case-Usage": f'{{"{TOKEN}": 1}}',
            "Set-Cookie": f"t={TOKEN}",
            "Link": f"<{evil}/?access_token={TOKEN}>; rel=next",
            "Warning": TOKEN,
        }.items()
    )
    return head + b"\r\n" + more.encode() + b"\r\n" + body


def rewritten(change: Callable[[object, str], object]) -> Callable[[str, bytes], bytes]:
    """Answer well, but change the JSON of the answer."""

    def answer(evil: str, real: bytes) -> bytes:
        body = json.loads(real.partition(b"\r\n\r\n")[2])
        return http(json.dumps(change(body, evil)).encode())

    return answer


def paged(body: object, evil: str) -> object:
    """Say that the list goes on elsewhere, with the token in address and cursor."""
    if isinstance(body, dict) and "data" in body:
        there = f"{evil}/?access_token={quote(TOKEN, safe='')}&after=x"
        cursors = {"before": TOKEN, "after": TOKEN}
        return {**body, "paging": {"cursors": cursors, "next": there}}
    return body


def told(body: object, _evil: str) -> object:
    """Put the token into names and texts, as if somebody had stored it there."""
    if isinstance(body, dict):
        return {
            key: told(value, "") if key != "paging" else value
            for key, value in body.items()
        }
    if isinstance(body, list):
        return [told(item, "") for item in body]
    if isinstance(body, str) and " " in body:
        return f"{body} {TOKEN} {quote(TOKEN, safe='')} {_RAW.hex()}"
    return body


def stored(body: object, _evil: str) -> object:
    """Give the token as the id and the status of everything."""
    if isinstance(body, dict):
        mine = {key: TOKEN for key in ("id", "status", "h", "category") if key in body}
        return {**{key: stored(value, "") for key, value in body.items()}, **mine}
    return [stored(item, "") for item in body] if isinstance(body, list) else body


def page(_evil: str, _real: bytes) -> bytes:
    """Answer with a web page that quotes the token, right where it is cut."""
    text = f"<html><title>{'x' * 60}{TOKEN}</title>{ALL}</html>"
    return http(text.encode(), "502 Bad Gateway", kind="text/html")


def elsewhere(evil: str, _real: bytes) -> bytes:
    """Send the caller on, with the token in the address."""
    there = f"{evil}/?access_token={quote(TOKEN, safe='')}"
    return http(b"", "307 Temporary Redirect", Location=there)


def named_host(_evil: str, _real: bytes) -> bytes:
    """Send the caller on to a host named after the token."""
    return http(b"", "302 Found", Location=f"https://{_RAW.hex()}.example/{ALL}")


def garbage(_evil: str, _real: bytes) -> bytes:
    """Answer with what is no HTTP."""
    return f"{ALL}\r\n\r\n".encode()


def half(_evil: str, _real: bytes) -> bytes:
    """Promise more than is sent."""
    return http(f'{{"error": "{TOKEN}'.encode(), length=9000)


ECHOES = (
    Echo("bad token", "*", 0, error(190, "401 Unauthorized")),
    Echo("refused read", "GET", 0, error(100, "400 Bad Request")),
    Echo("refused write", "POST", 0, error(100, "400 Bad Request")),
    Echo("throttled write", "POST", 0, error(80008, "400 Bad Request")),
    Echo("server error", "GET", 1, error(2, "500 Internal Server Error")),
    Echo("unknown write", "POST", 1, error(2, f"503 {TOKEN}")),
    Echo("headers", "*", 0, quoted),
    Echo("paging", "GET", 0, rewritten(paged)),
    Echo("texts", "GET", 0, rewritten(told)),
    Echo("ids", "*", 0, rewritten(stored)),
    Echo("page to a read", "GET", 1, page),
    Echo("page to a write", "POST", 1, page),
    Echo("redirected", "*", 0, elsewhere),
    Echo("redirected to a name", "GET", 0, named_host),
    Echo("redirected write", "POST", 1, named_host),
    Echo("no HTTP", "GET", 1, garbage),
    Echo("no HTTP to a write", "POST", 1, garbage),
    Echo("half", "POST", 1, half),
)


@dataclass(slots=True)
class Echoing:
    """A step of the proxy: echoes as it is told, in pieces that cut the token."""

    echo: Echo | None
    evil: str
    struck: int = 0
    seen: int = 0

    def __call__(self, passage: Passage) -> None:
        """Carry one request, or answer it."""
        self.seen += 1
        real = passage.forward()
        echo = self.echo
        if (
            echo is None
            or echo.method not in {"*", passage.method}
            or (echo.times and self.struck >= echo.times)
        ):
            passage.send(real)
            return
        self.struck += 1
        answer = echo.answer(self.evil, real)
        at = answer.find(_RAW[:12]) + 7
        passage.send(answer[:at])
        passage.send(answer[at:])
        raise Cut
