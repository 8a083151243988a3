"""The control plane of the gateway: one HTTP call for each thing that it can do."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import orjson

from wa_sync.connections import answers
from wa_sync.connections.manners import MANNERS
from wa_sync.errors import ApiUnavailable, NotFound, OutcomeUnknown, WaSyncError
from wa_sync.http.exchange import Call, Line
from wa_sync.http.origins import CONTROL_PLANE, parse_override
from wa_sync.http.secret import Redactor
from wa_sync.model.source import mapping


if TYPE_CHECKING:
    from wa_sync.http.client import Http
    from wa_sync.http.secret import Secret
    from wa_sync.model.connection import GatewayConnection
    from wa_sync.model.source import Spec

APP: Final = "whatsapp-business"
_PATH: Final = "/connections"
_RATE: Final = 10  # requests a second; the gateway's own limit (gateway.md)


@dataclass(frozen=True, slots=True)
class Started:
    """A connection that waits for somebody to open its link, which is a secret."""

    connection: GatewayConnection
    link: Secret


class ControlPlane:
    """All connections of one key of the gateway."""

    def __init__(self, http: Http, token: Secret, *, origin: str | None = None) -> None:
        """Ask nothing yet; ``origin`` is an address that a person gave.

        Raises BadEnvironment where it cannot be used.
        """
        self._http = http
        at = CONTROL_PLANE if origin is None else parse_override(origin)
        self._line = Line(origin=at, token=token, rate=_RATE)
        self._redact = Redactor([token])

    def all(self, status: str | None = None) -> tuple[GatewayConnection, ...]:
        """Return the connections to WhatsApp, those of a status or any.

        Raises what ``answers.read`` does.
        """
        query = {"app": APP} if status is None else {"app": APP, "status": status}
        answer = self._ask(Call(method="GET", path=_PATH, query=query))
        listed = answer.get("connections")
        if not isinstance(listed, list):
            raise ApiUnavailable("The answer for the connections is not a list.")
        found = (answers.connection(mapping(one), "the list") for one in listed)
        # other services' are none of ours, should the gateway not look at the query
        return tuple(one for one in found if one.app in {APP, None})

    def start(self) -> Started:
        """Start a connection once; OutcomeUnknown where nobody knows if it was."""
        answer = self._ask(
            Call(
                method="POST",
                path=_PATH,
                headers={"Content-Type": "application/json"},
                content=orjson.dumps({"app": APP}),
            )
        )
        return Started(
            answers.connection(answer, "a new connection"), answers.link(answer)
        )

    def one(self, connection_id: str) -> GatewayConnection:
        """Return one connection; raises NotFound where the key has none such.

        Raises ApiUnavailable for an answer about another one.
        """
        answer = self._ask(Call(method="GET", path=f"{_PATH}/{connection_id}"))
        found = answers.connection(answer, "a connection")
        if found.id != connection_id:
            raise ApiUnavailable(f"The answer for {connection_id} is about {found.id}.")
        return found

    def remove(self, connection_id: str) -> None:
        """Delete one; one that is gone is as good, since no id is used again.

        Where it is not known whether that happened, look, and delete once more what is
        still there. Raises OutcomeUnknown where nobody knows after that, either.
        """
        call = Call(method="DELETE", path=f"{_PATH}/{connection_id}")
        try:
            self._delete(call)
        except OutcomeUnknown as unknown:
            unknown.hint = "Delete it again: that does no harm."
            try:
                self.one(connection_id)
                self._delete(call)
            except NotFound:
                return
            except WaSyncError:
                raise unknown from None

    def _delete(self, call: Call) -> None:
        with suppress(NotFound):
            self._ask(call)

    def _ask(self, call: Call) -> Spec:
        return answers.read(
            self._http.exchange(self._line, call, MANNERS), self._redact
        )
