"""A conversation with the sandbox, recorded once and given again with bent answers.

Without sockets, from the bytes of an answer on everything is real: a conversation
takes a few milliseconds, so that thousands can be held.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from time import time
from urllib.parse import urlencode

from support.crooked import TOKEN, Said
from support.sandbox_account import ACCOUNT, Reached
from support.workbench import Workbench

from wa_sync.graph.profile import root
from wa_sync.graph.session import GraphWriter
from wa_sync.http import body, retry
from wa_sync.http.exchange import Call, Exchange
from wa_sync.http.origins import GRAPH
from wa_sync.http.secret import Redactor
from wa_sync.sandbox.app import App
from wa_sync.sandbox.intake import Raw
from wa_sync.sandbox.world import World
from wa_sync.workflow.load import Loaded


_LIMIT = 64 * 2**20
_GONE = Said(404, (), b'{"error": {"code": 100, "error_subcode": 33}}')
_DONE = Said(200, (), b'{"success": true, "id": "1"}')


@dataclass
class Overheard:
    """What was answered to each request, in the order in which it was asked.

    ``turns`` is how many answers there are to bend.
    """

    world: World
    app: App | None
    answers: dict[str, list[Said]] = field(default_factory=dict)
    turns: int = 0
    asked: list[str] = field(default_factory=list)
    bend: Callable[[int, Said], Said] = lambda _, said: said

    def again(self, bend: Callable[[int, Said], Said]) -> None:
        """Begin anew; ``bend`` is told the number of an answer, from 0."""
        self.asked.clear()
        self.bend = bend

    def forget(self) -> None:
        """Begin the recording here."""
        self.asked.clear()
        self.answers.clear()

    def exchange(self, call: Call) -> Exchange:
        """Answer a call and judge the answer as the client does."""
        said = self.bend(len(self.asked), self._said(call))
        headers = tuple((name.lower(), value) for name, value in said.headers)
        redact = Redactor([TOKEN])
        got = body.answer(said.status, headers, said.content, _LIMIT, redact)
        retry.nearly_used_up(got)
        return Exchange(
            origin=GRAPH,
            call=call,
            got=got,
            fate=retry.classify(call, got),
            retry_after=retry.asked_wait(got, time()),
        )

    def _said(self, call: Call) -> Said:
        question = f"{call.method} {call.path} {call.query.get('name', '')}"
        answers = self.answers.setdefault(question, [])
        before = self.asked.count(question)
        self.asked.append(question)
        if self.app is not None:
            answers.append(self._live(call, self.app))
        if not answers:
            return _GONE if call.method == "GET" else _DONE
        return answers[min(before, len(answers) - 1)]

    def _live(self, call: Call, app: App) -> Said:
        headers = {"authorization": f"Bearer {TOKEN.reveal()}", **call.headers}
        target = f"{call.path}?{urlencode(call.query)}"
        lower = {name.lower(): value for name, value in headers.items()}
        content = call.content or b""
        assert isinstance(content, bytes)
        answer = app.answer(Raw(call.method, target, lower, content))
        assert answer.reply is not None
        reply = answer.reply
        return Said(reply.status, tuple(reply.headers.items()), reply.body())

    def _fetch(self, path: str, params: Mapping[str, str]) -> Exchange:
        begin = root(ACCOUNT)
        return self.exchange(Call(method="GET", path=begin + path, query=params))

    def bench(self, folder: Path) -> Workbench:
        """Give a checkout that talks so. It is read once and for all."""
        redact = Redactor([TOKEN])
        writer = GraphWriter(self._fetch, redact, self.exchange, ACCOUNT)
        return KeptBench(folder, Reached(ACCOUNT, writer, self.world, ""))


class KeptBench(Workbench):
    """A checkout that nobody changes."""

    kept: Loaded | None = None

    def load(self) -> Loaded:
        """Return what was read the first time."""
        self.kept = self.kept or super().load()
        return self.kept
