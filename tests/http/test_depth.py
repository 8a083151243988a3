from __future__ import annotations

import pytest

from wa_sync.http import body
from wa_sync.http.exchange import Answer
from wa_sync.http.secret import redact


def nested(depth: int, beside: str) -> bytes:
    """Write lists and objects inside another, with something beside each of them."""
    opened = "".join(f"[{beside}," if i % 2 else '{"a":' for i in range(depth - 1))
    closed = "".join("]" if i % 2 else "}" for i in reversed(range(depth - 1)))
    return f"{opened}{{}}{closed}".encode()


@pytest.mark.parametrize("beside", ["1", "[[]]", '{"b": [1]}'])
def test_an_answer_is_nested_only_so_deep(beside: str) -> None:
    """What nobody could compare or show without recursing too deep is no answer."""
    told = f"JSON that is nested more than {body.MAX_DEPTH} deep"
    shallow = body.answer(200, (), nested(body.MAX_DEPTH, beside), 10**6, redact)
    assert isinstance(shallow.body, dict)
    deep = body.answer(200, (), nested(body.MAX_DEPTH + 1, beside), 10**6, redact)
    assert deep == Answer(status=200, garbled=told)
    deeper = body.answer(200, (), nested(400, beside), 10**6, redact)
    assert deeper == Answer(status=200, garbled=told)
