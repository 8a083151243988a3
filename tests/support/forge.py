"""A small GitHub and GitLab in one: comments over real sockets, and their refusals.

Paths, paging, authors and answers are as both document them; what a test orders
happens to the requests that follow.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal
from urllib.parse import parse_qs, urlsplit


TOKEN = "ghs_forge-token-0123456789"  # noqa: S105 - made up
REPO, PROJECT, NUMBER = "shop/messages", "4242", 12
ME, SOMEBODY = 41898282, 1001
LONGEST = 65_536
"""Characters; beyond that GitHub answers 422."""

_GITHUB_LIST = re.compile(rf"(?:/api/v3)?/repos/{REPO}/issues/{NUMBER}/comments")
_GITHUB_ONE = re.compile(rf"(?:/api/v3)?/repos/{REPO}/issues/comments/(\d+)")
_GITLAB_LIST = re.compile(rf"/api/v4/projects/{PROJECT}/merge_requests/{NUMBER}/notes")
_GITLAB_ONE = re.compile(rf"{_GITLAB_LIST.pattern}/(\d+)")
_LOGINS = {ME: "github-actions[bot]", SOMEBODY: "mallory"}


@dataclass(frozen=True, slots=True)
class Trouble:
    """What happens to some requests of a method; ``skip`` of them pass unharmed.

    ``lost`` breaks the connection before the request takes effect or after it; else
    it is answered with ``status``, ``headers`` and ``body``.
    """

    method: str
    status: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    body: object = None
    lost: Literal["before", "after"] | None = None
    times: int = 1
    skip: int = 0


@dataclass(slots=True)
class Note:
    """A comment as it is stored."""

    id: int
    author: int
    body: str
    system: bool = False


@dataclass(slots=True)
class World:
    """What the server knows, and what it has heard."""

    notes: list[Note] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    writes: int = 0
    token: str = TOKEN
    hidden: set[int] = field(default_factory=set)
    """Comments that GitLab takes out of a page after it has made the page."""
    racing: str | None = None
    """What another run writes a moment before our next comment."""
    _next: int = 5_000_000_000  # beyond 32 bits, as GitHub's are

    def add(self, body: str, author: int = ME, *, system: bool = False) -> Note:
        """Store a comment, as if it had been written before."""
        self._next += 1
        note = Note(self._next, author, body, system)
        self.notes.append(note)
        return note

    def bodies(self, author: int = ME) -> list[str]:
        """What one author's comments say, in order."""
        return [note.body for note in self.notes if note.author == author]

    def trouble(self, method: str) -> Trouble | None:
        """Take the next trouble of a method, where it strikes."""
        for index, one in enumerate(self.troubles):
            if one.method != method:
                continue
            if one.skip:
                self.troubles[index] = _replaced(one, skip=one.skip - 1)
            elif one.times:
                self.troubles[index] = _replaced(one, times=one.times - 1)
                return one
        return None


def _replaced(one: Trouble, *, skip: int = 0, times: int | None = None) -> Trouble:
    left = one.times if times is None else times
    return Trouble(one.method, one.status, one.headers, one.body, one.lost, left, skip)


@dataclass(slots=True)
class ForgeServer:
    """A server on 127.0.0.1; GitHub's paths begin at the root, GitLab's at /api/v4."""

    world: World
    url: str


Answer = tuple[int, Any]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    world: World

    def do_GET(self) -> None:
        self._any()

    do_POST = do_PATCH = do_PUT = do_DELETE = do_GET  # noqa: N815 - http.server's names

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the same
        """Say nothing."""

    def _any(self) -> None:
        sent = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        target = urlsplit(self.path)
        self.world.heard.append(f"{self.command} {self.path}")
        self.world.tokens.append(self.headers.get("Authorization", ""))
        # who asks for the token's own name does not count as a write
        who = target.path.endswith(("/graphql", "/user"))
        kind = "WHO" if who else self.command
        trouble = self.world.trouble(kind)
        if trouble is not None and trouble.lost is None:
            self._reply(trouble.status, trouble.body, trouble.headers)
            return
        if trouble is not None and trouble.lost == "before":
            self.close_connection = True
            return
        status, body = self._answer(target.path, parse_qs(target.query), sent)
        if trouble is not None:
            self.close_connection = True
            return
        self._reply(status, body, {})

    def _reply(self, status: int, body: object, headers: Mapping[str, str]) -> None:
        content = b"" if status == 204 else json.dumps(body).encode()
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _answer(self, path: str, query: dict[str, list[str]], sent: bytes) -> Answer:
        if self.headers.get("Authorization") != f"Bearer {self.world.token}":
            return 401, {"message": "Bad credentials"}
        if path.endswith("/graphql"):
            # the REST user of an app has a suffix that its login here has, too
            return 200, {"data": {"viewer": {"login": _LOGINS[ME]}}}
        if path == "/api/v4/user":
            return 200, {"id": ME, "username": "project_4242_bot"}
        if _GITHUB_LIST.fullmatch(path) or _GITLAB_LIST.fullmatch(path):
            return self._list(path, query, sent)
        one = _GITHUB_ONE.fullmatch(path) or _GITLAB_ONE.fullmatch(path)
        return self._one(path, int(one[1]), sent) if one else _gone()

    def _list(self, path: str, query: dict[str, list[str]], sent: bytes) -> Answer:
        gitlab = path.startswith("/api/v4")
        if self.command == "POST":
            refused = _refused(sent, gitlab=gitlab)
            if refused:
                return refused
            self.world.writes += 1
            if self.world.racing is not None:
                self.world.add(self.world.racing)
                self.world.racing = None
            return 201, _shown(self.world.add(json.loads(sent)["body"]), gitlab=gitlab)
        notes = list(self.world.notes)
        if gitlab and query.get("sort") != ["asc"]:
            notes.reverse()
        size = min(int(query.get("per_page", ["30"])[0]), 100)
        begin = (int(query.get("page", ["1"])[0]) - 1) * size
        page = notes[begin : begin + size]
        seen = [n for n in page if not (gitlab and n.id in self.world.hidden)]
        return 200, [_shown(n, gitlab=gitlab) for n in seen]

    def _one(self, path: str, number: int, sent: bytes) -> Answer:
        gitlab = path.startswith("/api/v4")
        found = [note for note in self.world.notes if note.id == number]
        if not found or (
            (self.command == "PUT") != gitlab and self.command != "DELETE"
        ):
            return _gone()
        if found[0].author != ME:
            return 403, {"message": "Must not touch what others wrote"}
        self.world.writes += 1
        if self.command == "DELETE":
            self.world.notes.remove(found[0])
            return 204, None
        refused = _refused(sent, gitlab=gitlab)
        if refused:
            return refused
        found[0].body = json.loads(sent)["body"]
        return 200, _shown(found[0], gitlab=gitlab)


def _gone() -> Answer:
    return 404, {"message": "Not Found"}


def _refused(sent: bytes, *, gitlab: bool) -> Answer | None:
    if gitlab or len(json.loads(sent)["body"]) <= LONGEST:
        return None
    error = {"resource": "IssueComment", "message": "body is too long"}
    return 422, {"message": "Validation Failed", "errors": [error]}


def _shown(note: Note, *, gitlab: bool) -> dict[str, object]:
    if gitlab:
        author = {"id": note.author, "username": "somebody"}
        return {
            "id": note.id,
            "body": note.body,
            "author": author,
            "system": note.system,
        }
    login = _LOGINS[note.author]
    user = {"login": login, "type": "Bot" if login.endswith("[bot]") else "User"}
    return {"id": note.id, "body": note.body.replace("\n", "\r\n"), "user": user}


@contextmanager
def forge_server() -> Iterator[ForgeServer]:
    """Serve for the length of a ``with`` block."""
    world = World()
    handler = type("Handler", (_Handler,), {"world": world})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(
            target=server.serve_forever, args=(0.01,), daemon=True
        )
        thread.start()
        try:
            yield ForgeServer(world, f"http://127.0.0.1:{server.server_port}")
        finally:
            server.shutdown()
            thread.join()
