"""A file that is to be uploaded is judged by what it holds."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

import pytest
from support.mediums import FILES, MOVING, OLE, PNG, STILL, zipped

from wa_sync.config.opening import Unusable
from wa_sync.config.uploads import opened
from wa_sync.errors import LocalIO
from wa_sync.messages.limits import UPLOADS
from wa_sync.model.medium import MediaFile


KIB, MIB = 2**10, 2**20


def refused(folder: Path, name: str) -> tuple[str, str]:
    """The rule that a file breaks, and why."""
    with pytest.raises(Unusable) as caught, opened(folder, name):
        pass
    return caught.value.rule, caught.value.reason


@pytest.mark.parametrize("name", FILES)
def test_every_type_that_meta_takes_is_known(tmp_path: Path, name: str) -> None:
    """By its bytes; they are handed on as they are."""
    content, kind = FILES[name]
    (tmp_path / name).write_bytes(content)
    with opened(tmp_path, name) as file:
        assert file.about == MediaFile(
            path=name,
            content_type=kind,
            size=len(content),
            sha256=sha256(content).hexdigest(),
        )
        assert b"".join(file.pieces()) == content
        assert b"".join(file.pieces()) == content
    assert kind in UPLOADS


@pytest.mark.parametrize(
    ("head", "most"),
    [
        (PNG, 5 * MIB),
        (b"ID3\x04", 16 * MIB),
        (b"\0\0\0\x18ftypisom", 16 * MIB),
        (b"%PDF-1.7", 100 * MIB),
        (STILL, 100 * KIB),
        (MOVING, 500 * KIB),
    ],
)
def test_sizes_at_the_limit(tmp_path: Path, head: bytes, most: int) -> None:
    """The limit itself is taken, one byte more is not; holes cost no disk."""
    path = tmp_path / "file"
    path.write_bytes(head)
    os.truncate(path, most)
    with opened(tmp_path, "file") as file:
        kind = file.about.content_type
        assert file.about.size == most
    os.truncate(path, most + 1)
    assert refused(tmp_path, "file") == (
        "media_too_large",
        f"the file has {most + 1:,} bytes; {kind} may have {most:,}",
    )


TAKES = (
    "Meta does not take such a file; it takes JPEG, PNG and WebP; MP4 and 3GP; AAC, "
    "AMR, MP3, M4A and OGG with Opus; PDF, Word, Excel, PowerPoint and .txt"
)
POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:00\n"


@pytest.mark.parametrize(
    ("name", "content", "rule", "reason"),
    [
        ("a.png", b"", "media_empty", "the file is empty"),
        ("a.png", b"<svg/>", "media_type", TAKES),
        ("a.csv", b"a,b\n", "media_type", TAKES),
        ("a.txt", b"a\0b", "media_type", TAKES),
        ("a.bin", OLE, "media_type", TAKES),
        ("a.docx", zipped("evil.exe"), "media_type", TAKES),
        ("a.docx", b"PK\x03\x04" + bytes(100), "media_type", TAKES),
        (
            "a.png",
            POINTER,
            "git_lfs_pointer",
            "this is a Git LFS pointer, not the file itself: git lfs pull gets it",
        ),
    ],
)
def test_what_meta_would_refuse(
    tmp_path: Path, name: str, content: bytes, rule: str, reason: str
) -> None:
    """It is said before anything is sent."""
    (tmp_path / name).write_bytes(content)
    assert refused(tmp_path, name) == (rule, reason)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("missing", "missing: cannot be read: no such file or directory"),
        ("folder", "folder: this is no regular file"),
        ("pipe", "pipe: this is no regular file"),
        ("a\0b", "a\0b: no file has such a name"),
    ],
)
def test_what_cannot_be_read(tmp_path: Path, name: str, said: str) -> None:
    """A pipe is not waited for."""
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(LocalIO) as caught, opened(tmp_path, name):
        pass
    assert caught.value.message == said


@pytest.mark.parametrize("change", [b"x", b""])
def test_a_file_that_changes_is_never_sent_whole(tmp_path: Path, change: bytes) -> None:
    """Its last piece is kept back, so that no server has a complete request."""
    path = tmp_path / "a.png"
    path.write_bytes(PNG)
    with opened(tmp_path, "a.png") as file:
        path.write_bytes(PNG[:50] + change)
        heard: list[bytes] = []
        with pytest.raises(LocalIO, match="changed while it was read"):
            heard.extend(file.pieces())
        assert heard == []
