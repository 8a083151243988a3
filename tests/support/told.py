"""What an exchange with the API raises."""

from __future__ import annotations

import pytest

from wa_sync.errors import WaSyncError
from wa_sync.graph import answers
from wa_sync.http.exchange import Answer, Call, Exchange, Failure
from wa_sync.http.origins import GRAPH
from wa_sync.http.retry import classify
from wa_sync.http.secret import Redactor, Secret
from wa_sync.model.source import Json


GET = Call(method="GET", path="/v23.0/1")
POST = Call(method="POST", path="/v23.0/1")
CLEAN = Redactor([Secret("canary-token")])


def told(
    got: Answer | Failure, call: Call = GET, retry_after: float | None = None
) -> WaSyncError:
    """What an exchange raises."""
    exchange = Exchange(
        origin=GRAPH,
        call=call,
        got=got,
        fate=classify(call, got),
        retry_after=retry_after,
    )
    with pytest.raises(WaSyncError) as caught:
        answers.read(exchange, CLEAN)
    return caught.value


def error(status: int, code: int | None = None, **more: Json) -> Answer:
    """An answer with an error envelope."""
    body: Json = {"error": {"message": "Invalid parameter", "code": code, **more}}
    return Answer(status=status, body=body)
