from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

import pytest

from wa_sync.config import assets
from wa_sync.config.assets import Medium, inspect, read
from wa_sync.errors import LocalIO, StalePlan
from wa_sync.model.finding import Finding
from wa_sync.model.resource import Asset


PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with a sample in a folder."""
    (tmp_path / "p" / "media").mkdir(parents=True)
    (tmp_path / "p" / "media" / "a.png").write_bytes(PNG)
    (tmp_path / "secret.png").write_bytes(PNG)
    return tmp_path / "p"


def rule_of(root: Path, path: str) -> str:
    """Return the rule that a sample breaks."""
    found = inspect(root, path)
    assert isinstance(found, Finding)
    return found.rule


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        (PNG, "image/png"),
        (b"\xff\xd8\xff\xe0....", "image/jpeg"),
        (b"%PDF-1.7", "application/pdf"),
        (b"\0\0\0\x20ftypisom....", "video/mp4"),
        (b"\0\0\0\x20ftyp3gp4....", "video/3gpp"),
    ],
)
def test_types_by_their_first_bytes(
    root: Path, content: bytes, content_type: str
) -> None:
    """A sample's type is what it holds, whatever it is called."""
    (root / "x.bin").write_bytes(content)
    asset = Asset("./x.bin", content_type, len(content), sha256(content).hexdigest())
    assert inspect(root, "./x.bin") == asset
    assert read(root, asset) == content


@pytest.mark.parametrize(
    "content", [b"", b"<svg/>", b"PK\3\4", b"\0\0\0\x20ftypqt  ", b"GIF89a"]
)
def test_other_types(root: Path, content: bytes) -> None:
    """What Meta does not take is refused, also under the name of something else."""
    (root / "a.png").write_bytes(content)
    assert rule_of(root, "a.png") == "asset_type"


@pytest.mark.parametrize(
    "path",
    [
        "",
        ".",
        "/etc/passwd",
        "../secret.png",
        "media/../../secret.png",
        "C:/a.png",
        "\\\\host\\a.png",
        "a\0.png",
        "https://a.example/b.png",
    ],
)
def test_paths_that_lead_out(root: Path, path: str) -> None:
    """A path that could lead out of the project is not even tried."""
    assert rule_of(root, path) == "asset_outside"


def test_links_and_devices(root: Path) -> None:
    """No link is followed, in the middle or at the end; only regular files are read."""
    (root / "link.png").symlink_to(root.parent / "secret.png")
    (root / "inside.png").symlink_to("media/a.png")
    (root / "folder").symlink_to(root.parent)
    os.mkfifo(root / "fifo.png")
    assert [
        rule_of(root, path)
        for path in (
            "link.png",
            "inside.png",
            "folder/secret.png",
            "fifo.png",
            "media",
            "media/a.png/b",
            "none.png",
        )
    ] == ["asset_unreadable"] * 6 + ["asset_missing"]


def test_too_large(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A sample beyond its type's limit is refused, also if it grows past it."""
    small = Medium("image/png", 10)
    monkeypatch.setattr(assets, "SAMPLES", {"image/png": small})
    assert rule_of(root, "media/a.png") == "asset_too_large"
    exact = Medium("image/png", len(PNG))
    monkeypatch.setattr(assets, "SAMPLES", {"image/png": exact})
    real = os.read
    monkeypatch.setattr(os, "read", lambda handle, size: real(handle, size) + b"x")
    assert rule_of(root, "media/a.png") == "asset_too_large"


def test_the_disk_fails(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A failing disk is told as such."""

    def broken(_handle: int, _size: int) -> bytes:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "read", broken)
    assert rule_of(root, "media/a.png") == "asset_unreadable"


def test_a_sample_that_changed(root: Path) -> None:
    """What is sent is what was planned: another content is a stale plan."""
    asset = inspect(root, "media/a.png")
    assert isinstance(asset, Asset)
    (root / "media" / "a.png").write_bytes(PNG + b"x")
    with pytest.raises(StalePlan, match="has changed"):
        read(root, asset)
    (root / "media" / "a.png").unlink()
    with pytest.raises(LocalIO, match="no such file"):
        read(root, asset)
