"""Samples that are not what they seem, and paths that are no way to one."""

from __future__ import annotations

import os
import struct
import zlib
from pathlib import Path

import pytest
from support.limited import inspected

from wa_sync.config.assets import inspect
from wa_sync.model.finding import Finding
from wa_sync.model.resource import Asset


PNG = b"\x89PNG\r\n\x1a\n"
POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 5\n"


def found_in(root: Path, path: str) -> str:
    """Return the rule that a sample breaks, or its type where it breaks none."""
    seen = inspect(root, path)
    return seen.content_type if isinstance(seen, Asset) else seen.rule


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (POINTER, "git_lfs_pointer"),
        (POINTER[:30], "asset_type"),
        (b"<?xml version='1.0'?><svg/>", "asset_type"),
        (b"<!doctype html><script>alert(1)</script>", "asset_type"),
        (b"\xef\xbb\xbf<svg/>", "asset_type"),
        (b"PK\x03\x04 zip", "asset_type"),
        (b"MZ\x90\x00", "asset_type"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "asset_type"),
        (b" %PDF-1.7", "asset_type"),
        (PNG[:7], "asset_type"),
        (PNG + b"<script>alert(1)</script>", "image/png"),
    ],
)
def test_the_first_bytes_decide(tmp_path: Path, content: bytes, expected: str) -> None:
    """A name can say anything; what follows the first bytes is Meta's to judge."""
    (tmp_path / "a.png").write_bytes(content)
    assert found_in(tmp_path, "a.png") == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("zero.png", "asset_unreadable"),
        ("environ.png", "asset_unreadable"),
        ("folder/environ", "asset_unreadable"),
        ("pipe.png", "asset_unreadable"),
        ("A.PNG", "asset_missing"),
        ("a.png/", "image/png"),
        ("./a.png", "image/png"),
        ("a.png/..", "asset_outside"),
        ("folder/../a.png", "asset_outside"),
        ("/proc/self/environ", "asset_outside"),
        ("//proc/self/environ", "asset_outside"),
        ("c:a.png", "asset_outside"),
        ("a.png:stream", "asset_outside"),
        ("\\\\?\\C:\\a.png", "asset_outside"),
        ("file:///etc/passwd", "asset_outside"),
        ("http://169.254.169.254/latest", "asset_outside"),
        ("a.png\0.jpg", "asset_outside"),
        ("\udcff.png", "asset_missing"),
        ("\ud800.png", "asset_unreadable"),
        ("x" * 300, "asset_unreadable"),
        ("x/" * 3000 + "a.png", "asset_missing"),
    ],
)
def test_paths(tmp_path: Path, path: str, expected: str) -> None:
    """Only a regular file of the project is ever opened, and by its exact name."""
    (tmp_path / "a.png").write_bytes(PNG)
    (tmp_path / "zero.png").symlink_to("/dev/zero")
    (tmp_path / "environ.png").symlink_to("/proc/self/environ")
    (tmp_path / "folder").symlink_to("/proc/self")
    os.mkfifo(tmp_path / "pipe.png")
    assert found_in(tmp_path, path) == expected


def _chunk(kind: bytes, data: bytes) -> bytes:
    size, checked = struct.pack(">I", len(data)), kind + data
    return size + checked + struct.pack(">I", zlib.crc32(checked))


def test_a_picture_of_a_thousand_million_pixels_is_never_decoded(
    tmp_path: Path,
) -> None:
    """A small file that would fill the memory as a picture is hashed, and no more."""
    header = struct.pack(">IIBBBBB", 1 << 15, 1 << 15, 8, 6, 0, 0, 0)
    packed = zlib.compress(bytes(1 << 22), 9)
    parts = ((b"IHDR", header), (b"IDAT", packed), (b"IEND", b""))
    bomb = PNG + b"".join(_chunk(*part) for part in parts)
    (tmp_path / "a.png").write_bytes(bomb)
    assert inspected(tmp_path, "a.png").value == ["image/png", len(bomb)]


def test_a_finding_says_how_to_get_the_file(tmp_path: Path) -> None:
    """A pointer of Git LFS is told by its name, with the command that mends it."""
    (tmp_path / "a.png").write_bytes(POINTER)
    seen = inspect(tmp_path, "a.png")
    assert isinstance(seen, Finding)
    assert "git lfs pull" in seen.message
