"""First bytes say what a file is."""

from __future__ import annotations

import pytest
from support.mediums import MOVING, STILL

from wa_sync.config.magic import HEAD, animated, content_type, is_text


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"GIF89a",
        b"<svg xmlns='http://www.w3.org/2000/svg'>",
        b"RIFF\x1a\0\0\0WAVEfmt ",
        b"OggS" + bytes(24) + b"\x01vorbis",
        b"\0\0\0\x18ftypqt  ",
        b"\xff\xf1",
        b"\xff\x00\x00\x00",
        b"MZ\x90\x00",
    ],
)
def test_other_files_are_not_guessed(head: bytes) -> None:
    """What Meta does not take, or takes in another coding only, is no type at all."""
    assert content_type(head) is None


def test_a_sticker_moves_by_its_flag() -> None:
    """An extended header without the flag, or cut before it, is a still picture."""
    assert [animated(one) for one in (MOVING, STILL, MOVING[:20])] == [
        True,
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("head", "text"),
    [
        ("Grüße\r\n\tan alle\f".encode(), True),
        (b"", False),
        (b"a\0b", False),
        (b"\x1b[31mred", False),
        (b"\xff\xfea\0", False),
        (b"cut in a small file \xc3", False),
        (b"a" * (HEAD - 1) + "ß".encode()[:1], True),
        (b"\xc3" + b"a" * (HEAD - 1), False),
    ],
)
def test_texts_are_utf8_without_controls(head: bytes, *, text: bool) -> None:
    """A character may be cut where the look at the file ends, and nowhere else."""
    assert is_text(head) is text
