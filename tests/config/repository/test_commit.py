"""A commit as a tree of files: the same as its checkout, and nothing more."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
from support import commits

from wa_sync.config import tree
from wa_sync.config.opening import Unusable
from wa_sync.config.repository.commit import Commit
from wa_sync.config.repository.objects import Objects
from wa_sync.config.repository.process import GitFailed
from wa_sync.model.finding import Finding
from wa_sync.model.resource import Asset


PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20
FILES: dict[str, str | bytes | None] = {
    "wa-sync.yaml": "version: 1\n",
    "a.yaml": "a",
    "c.yml": "c",
    "templates/b.yaml": "b",
    "templates/deep/er/d.yaml": "d",
    "templates/.hidden/e.yaml": "e",
    ".f.yaml": "f",
    "templates/new\nline é \udcff.yaml": "g",
    "media/a.png": PNG,
}
GLOBS = (
    ["*.yaml", "templates/**/*.yaml"],
    ["**/*.yaml", "**/*.yml"],
    ["**"],
    ["templates/*", "./templates/deep/**/*.yaml"],
    ["nothing/*"],
    ["link/*", "*.lnk"],
)


@pytest.fixture
def checkout(tmp_path: Path) -> commits.Checkout:
    """Give a project in a subfolder of a repository, committed."""
    made = commits.new(tmp_path / "r")
    made.write({f"shop/{name}": content for name, content in FILES.items()})
    (made.folder / "shop" / "link").symlink_to("templates")
    (made.folder / "shop" / "x.lnk").symlink_to("a.yaml")
    (made.folder / "shop" / "l.png").symlink_to("media/a.png")
    made.write({"other.yaml": "o"})
    made.commit()
    return made


@pytest.mark.parametrize("globs", GLOBS, ids=" ".join)
def test_the_same_files_are_found(checkout: commits.Checkout, globs: list[str]) -> None:
    """Names, links and hidden entries are those of the checkout."""
    root = checkout.folder / "shop"
    with Objects(root) as objects:
        there = Commit(objects, checkout.git("rev-parse", "HEAD"), checkout.folder)
        found = there.find(root, globs)
        assert found == tree.CHECKOUT.find(root, globs)
        for name in found.files:
            content = (root / name).read_bytes()
            assert there.content(root / name, 1_000) == content
            assert there.blob(root / name) == tree.blob_name(content)


def test_what_is_no_file(checkout: commits.Checkout) -> None:
    """Links, folders, and what is not there are refused; a limit is a limit."""
    root = checkout.folder / "shop"
    with Objects(root) as objects:
        there = Commit(objects, checkout.git("rev-parse", "HEAD"), checkout.folder)
        for name in ("x.lnk", "link/b.yaml", "templates", "none.yaml", "a.yaml/b"):
            with pytest.raises(Unusable):
                there.content(root / name, 1_000)
            assert there.blob(root / name) is None
        with pytest.raises(Unusable, match="28 bytes; 27 may"):
            there.content(root / "media/a.png", 27)
        # and the next answer is not mistaken for the rest of that one
        assert there.content(root / "a.yaml", 1) == b"a"
        assert [
            there.is_folder(root / name) for name in ("templates", "link", "x")
        ] == [
            True,
            False,
            False,
        ]
        with pytest.raises(OSError, match="not in the commit"):
            there.find(root / "none", ["*"])


@pytest.mark.parametrize(
    ("path", "rule"),
    [
        ("media/a.png", None),
        ("./media//a.png", None),
        ("../other.yaml", "asset_outside"),
        ("none.png", "asset_missing"),
        ("l.png", "asset_unreadable"),
        ("media", "asset_unreadable"),
        ("a.yaml", "asset_type"),
    ],
)
def test_samples(checkout: commits.Checkout, path: str, rule: str | None) -> None:
    """A sample is what the checkout says it is, and refused for the same reasons."""
    root = checkout.folder / "shop"
    with Objects(root) as objects:
        there = Commit(objects, checkout.git("rev-parse", "HEAD"), checkout.folder)
        seen, on_disk = there.inspect(root, path), tree.CHECKOUT.inspect(root, path)
    if rule is None:
        assert seen == on_disk == Asset(path, "image/png", 28, sha256(PNG).hexdigest())
    else:
        assert isinstance(seen, Finding)
        assert isinstance(on_disk, Finding)
        assert seen.rule == on_disk.rule == rule


def test_a_large_file_pointer_stands_for_the_file(tmp_path: Path) -> None:
    """Git LFS commits the file's own hash, which is all that is compared."""
    digest = sha256(PNG).hexdigest()
    made = commits.new(tmp_path)
    pointer = (
        f"version https://git-lfs.github.com/spec/v1\noid sha256:{digest}\nsize 28\n"
    )
    made.commit({"a.png": pointer, "b.png": pointer.replace("oid", "old")})
    with Objects(tmp_path) as objects:
        there = Commit(objects, made.git("rev-parse", "HEAD"), tmp_path)
        assert there.inspect(tmp_path, "a.png") == Asset("a.png", "", 28, digest)
        broken = there.inspect(tmp_path, "b.png")
        assert isinstance(broken, Finding)
        assert broken.rule == "git_lfs_pointer"


def test_a_submodule_is_not_looked_into(tmp_path: Path) -> None:
    """What stands in another repository is not known, which is not nothing."""
    inner = commits.new(tmp_path / "inner")
    inner.commit({"x.yaml": "x"})
    made = commits.new(tmp_path / "r")
    made.commit({"a.yaml": "a"})
    made.git(
        *("-c", "protocol.file.allow=always", "submodule", "--quiet", "add"),
        *(inner.folder.as_uri(), "sub"),
    )
    made.commit()
    with Objects(made.folder) as objects:
        there = Commit(objects, made.git("rev-parse", "HEAD"), made.folder)
        assert there.find(made.folder, ["*.yaml"]).files == ("a.yaml",)
        with pytest.raises(OSError, match="submodule"):
            there.find(made.folder, ["**/*.yaml"])


def test_objects_that_are_named_by_sha_256(tmp_path: Path) -> None:
    """A repository of the newer format is read all the same."""
    made = commits.new(tmp_path, "--object-format=sha256")
    commit = made.commit({"t/a.yaml": "a"})
    assert len(commit) == 64
    with Objects(tmp_path) as objects:
        there = Commit(objects, commit, tmp_path)
        assert there.content(tmp_path / "t" / "a.yaml", 10) == b"a"


def test_a_clone_without_files_fetches_none(tmp_path: Path) -> None:
    """What a partial clone left out is told, and not fetched."""
    origin = commits.new(tmp_path / "origin")
    first = origin.commit({"a.yaml": "first"})
    origin.commit({"a.yaml": "second"})
    made = commits.clone(origin, tmp_path / "r", "--filter=blob:none")
    with Objects(made.folder) as objects:
        there = Commit(objects, first, made.folder)
        assert there.find(made.folder, ["*.yaml"]).files == ("a.yaml",)
        with pytest.raises(GitFailed, match="not in this clone"):
            there.content(made.folder / "a.yaml", 10)
    missing = made.git("rev-list", "--objects", "--missing=print", first)
    assert f"?{tree.blob_name(b'first')}" in missing


def test_a_file_of_another_repository(tmp_path: Path) -> None:
    """A path that is not below the repository is in none of its commits."""
    made = commits.new(tmp_path / "r")
    commit = made.commit({"a.yaml": "a"})
    with Objects(made.folder) as objects:
        there = Commit(objects, commit, made.folder)
        with pytest.raises(GitFailed, match="in another one"):
            there.blob(tmp_path / "b.yaml")


def test_a_commit_that_is_not_here(tmp_path: Path) -> None:
    """Neither a name that stands for nothing, nor one of something else."""
    made = commits.new(tmp_path)
    made.commit({"a.yaml": "a"})
    for name in ("0" * 40, tree.blob_name(b"a")):
        with (
            Objects(tmp_path) as objects,
            pytest.raises(GitFailed, match="not in this"),
        ):
            Commit(objects, name, tmp_path)
