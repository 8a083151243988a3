from __future__ import annotations

import gzip
import tracemalloc
import zlib

import pytest

from wa_sync.http import body
from wa_sync.http.exchange import Answer
from wa_sync.http.secret import Redactor, Secret, redact


LIMIT = 1000
GZIP = (("content-encoding", "gzip"),)


@pytest.mark.parametrize(
    "content",
    [b'{"id": "1"}', b' {"id":\n"1"} '],
)
def test_json_is_json_whatever_it_is_called(content: bytes) -> None:
    """The body decides: Meta also says text/javascript."""
    headers = (("content-type", "text/javascript"),)
    assert body.answer(200, headers, content, LIMIT, redact) == Answer(
        status=200, headers=headers, body={"id": "1"}
    )


@pytest.mark.parametrize(
    ("content", "garbled"),
    [
        (b"", "an empty answer"),
        (b" \r\n", "an empty answer"),
        (b'{"id": "1"', 'no JSON, but "{"id": "1""'),
        (b"NaN", 'no JSON, but "NaN"'),
        (b"1e400", 'no JSON, but "1e400"'),
        (b"\xff\xfe\x00", 'no JSON, but "\ufffd"'.replace("\ufffd", "")),
        (b'"\\ud800"', 'no JSON, but ""\\ud800""'),
        (b"[" * 100_000, f'no JSON, but "{"[" * 80}"'),
        (b"1" * 5_000, f'no JSON, but "{"1" * 80}"'),
        (
            b"<html>\n\x1b[31m\xe2\x80\xaelog in  \x9b" + b"x" * 99,
            f'no JSON, but "<html> [31m log in {"x" * 61}"',
        ),
    ],
)
def test_what_is_no_json_is_quoted_in_80_printable_characters(
    content: bytes, garbled: str
) -> None:
    """Bombs and pages are refused, and never more than their beginning is kept."""
    got = body.answer(200, (), content, LIMIT, redact)
    assert got == Answer(status=200, garbled=garbled)


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", gzip.compress(b"{}", mtime=0)),
        (" Deflate ", zlib.compress(b"{}")),
        ("identity", b"{}"),
    ],
)
def test_an_answer_packed_against_our_wish_is_unpacked(
    encoding: str, packed: bytes
) -> None:
    """Packed by gzip or deflate it is understood, though never asked for."""
    headers = (("content-encoding", encoding),)
    assert body.answer(200, headers, packed, LIMIT, redact).body == {}


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("br", b"{}"),
        ("gzip", b"{}"),
        ("gzip", gzip.compress(b"{}", mtime=0)[:-4]),
        ("gzip, gzip", b"{}"),
    ],
)
def test_other_encodings_make_no_sense(encoding: str, packed: bytes) -> None:
    """What cannot be unpacked whole is no answer."""
    headers = (("content-encoding", encoding),)
    assert body.answer(200, headers, packed, LIMIT, redact) == Answer(
        status=200,
        headers=headers,
        garbled="an answer in an encoding that was not asked for",
    )


@pytest.mark.costly
def test_a_gzip_bomb_is_refused_before_it_goes_off() -> None:
    """200 MB from 200 kB are not unpacked beyond the limit."""
    bomb = gzip.compress(b" " * 200 * 2**20)
    tracemalloc.start()
    with pytest.raises(body.Oversized):
        body.answer(200, GZIP, bomb, 2**20, redact)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 16 * 2**20


@pytest.mark.parametrize("before", [0, 40, 70, 4080])
def test_no_half_of_a_token_is_quoted(before: int) -> None:
    """An echoed token is masked before the text is cut, wherever the cut falls."""
    token = "canary0123456789"  # noqa: S105 - made up
    content = b" " * (before - 40) + b"-" * min(before, 40) + token.encode() * 300
    got = body.answer(502, (), content, LIMIT, Redactor([Secret(token)]))
    assert got.garbled is not None
    assert "canary" not in got.garbled
