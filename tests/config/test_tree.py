"""Where the files of a project come from."""

from __future__ import annotations

from pathlib import Path

import pytest

from wa_sync.config.opening import Unusable
from wa_sync.config.tree import Edited


def test_files_as_they_would_be(tmp_path: Path) -> None:
    """What is edited is read from memory, within the limits; all else from disk."""
    one, other = tmp_path / "a.yaml", tmp_path / "b.yaml"
    for path in (one, other):
        path.write_text("before")
    tree = Edited({one: "after"})
    assert [tree.content(path, 9) for path in (one, other)] == [b"after", b"before"]
    with pytest.raises(Unusable) as caught:
        tree.content(one, 4)
    assert caught.value.rule == "file_too_large"
    assert caught.value.reason == "the file would have 5 bytes; 4 may be read"
