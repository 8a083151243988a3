"""An account's Reader and Writer over HTTP.

A Reader is given one function that can only GET: nothing that it holds can write.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson

from wa_sync.graph import answers, paging
from wa_sync.graph.profile import PROFILES, line_for, root
from wa_sync.graph.upload import Sample, Upload
from wa_sync.http.exchange import Call
from wa_sync.http.secret import Redactor


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from typing import Literal

    from wa_sync.graph.client import Reader, Writer
    from wa_sync.graph.paging import Fetch
    from wa_sync.http.client import Http
    from wa_sync.http.exchange import Exchange
    from wa_sync.http.secret import Secret
    from wa_sync.model.account import Account
    from wa_sync.model.source import Json, Spec


class GraphReader:
    """Reads one account; satisfies ``Reader`` and no more."""

    __slots__ = ("_fetch", "_redact")

    def __init__(self, fetch: Fetch, redact: Redactor) -> None:
        """Take a function that GETs a path below the account's version."""
        self._fetch = fetch
        self._redact = redact

    def get(self, path: str, params: Mapping[str, str] | None = None) -> Spec:
        """Return the object at a path; see ``answers.read`` for what is raised."""
        exchange = self._fetch(path, dict(params or {}))
        return paging.without_links(answers.read(exchange, self._redact))

    def pages(
        self, path: str, params: Mapping[str, str] | None = None
    ) -> Iterator[tuple[Sequence[Spec], Spec]]:
        """Yield each page to the end of the list; see ``paging.walk``."""
        return paging.walk(self._fetch, path, dict(params or {}), self._redact)


class GraphWriter(GraphReader):
    """Reads and writes one account; satisfies ``Writer``."""

    __slots__ = ("_root", "_send", "_upload")

    def __init__(
        self,
        fetch: Fetch,
        redact: Redactor,
        send: Callable[[Call], Exchange],
        account: Account,
    ) -> None:
        """Take, beside what a reader takes, a function that sends any call."""
        super().__init__(fetch, redact)
        self._send = send
        self._root = root(account)
        scheme = PROFILES[account.endpoint].upload_scheme
        self._upload = Upload(send, self._root, scheme, redact)

    def post(self, path: str, body: Mapping[str, Json]) -> Spec:
        """Send JSON once; OutcomeUnknown where nobody knows what became of it."""
        return self._write(
            "POST",
            path,
            headers={"Content-Type": "application/json"},
            content=orjson.dumps(dict(body)),
        )

    def delete(self, path: str, params: Mapping[str, str]) -> Spec:
        """Delete once; OutcomeUnknown where nobody knows what became of it."""
        return self._write("DELETE", path, query=params)

    def upload(
        self, app_id: str, *, file_name: str, content_type: str, content: bytes
    ) -> str:
        """Send a sample by the resumable upload and return its handle."""
        return self._upload.run(app_id, Sample(file_name, content_type, content))

    def _write(
        self,
        method: Literal["POST", "DELETE"],
        path: str,
        *,
        query: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        content: bytes | None = None,
    ) -> Spec:
        call = Call(
            method=method,
            path=self._root + path,
            query=dict(query or {}),
            headers=dict(headers or {}),
            content=content,
        )
        return answers.read(self._send(call), self._redact)


def open_reader(
    http: Http, account: Account, token: Secret, *, origin: str | None = None
) -> Reader:
    """Return a view of an account that cannot write.

    ``origin`` is an address that a person gave, for instance the sandbox's. Raises
    BadEnvironment where it cannot be used.
    """
    return GraphReader(_getter(http, account, token, origin), Redactor([token]))


def open_writer(
    http: Http, account: Account, token: Secret, *, origin: str | None = None
) -> Writer:
    """Return a view of an account that writes as well; ``origin`` as above."""
    line = line_for(account, token, origin=origin)

    def send(call: Call) -> Exchange:
        return http.exchange(line, call)

    fetch = _getter(http, account, token, origin)
    return GraphWriter(fetch, Redactor([token]), send, account)


def _getter(http: Http, account: Account, token: Secret, origin: str | None) -> Fetch:
    line, begin = line_for(account, token, origin=origin), root(account)

    def fetch(path: str, params: Mapping[str, str]) -> Exchange:
        return http.exchange(line, Call(method="GET", path=begin + path, query=params))

    return fetch
