from __future__ import annotations

import gc
import os
from pathlib import Path

import pytest

from wa_sync.config import project
from wa_sync.config.budgets import MAX_FILE_BYTES
from wa_sync.config.discover import Found, escapes, find
from wa_sync.config.opening import Unusable, content_of
from wa_sync.config.project import Project, load
from wa_sync.config.schema import document_schema
from wa_sync.errors import UsageProblem
from wa_sync.model.source import Json


ENTRY: dict[str, Json] = {
    "type": "object",
    "properties": {"name": {"type": "string"}, "ttl": {"type": "integer"}},
}
SCHEMA = document_schema({"things": (True, ENTRY)})
ONE = "version: 1\nthings:\n  - name: a\n    ttl: 5\n"


def lay(root: Path, files: dict[str, str]) -> None:
    """Write files below a folder."""
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")


def loaded(cwd: Path, *paths: str, stdin: bytes = b"") -> Project:
    """Load as a command would."""
    return load(paths, cwd=cwd, stdin=lambda size: stdin[:size], schema=lambda: SCHEMA)


def rules(read: Project) -> list[tuple[str, str]]:
    """Return the rule and the file of each diagnostic."""
    return [
        (d.finding.rule, d.span.file.path)
        for d in read.diagnostics
        if d.span is not None
    ]


def test_the_project_is_the_nearest(tmp_path: Path) -> None:
    """The default globs name files beside wa-sync.yaml and below templates/ only."""
    lay(
        tmp_path,
        {
            "wa-sync.yaml": "version: 1\n",
            "b.yaml": ONE,
            "a.yaml": ONE,
            "c.yml": ONE,
            "templates/x.yaml": ONE,
            "templates/deep/er/y.yaml": ONE,
            "templates/.hidden/z.yaml": ONE,
            "templates/.z.yaml": ONE,
            ".wa-sync/snapshots/z.yaml": ONE,
            "other/z.yaml": ONE,
        },
    )
    here = loaded(tmp_path)
    assert here.root == tmp_path
    assert here.files == (
        "wa-sync.yaml",
        "a.yaml",
        "b.yaml",
        "templates/deep/er/y.yaml",
        "templates/x.yaml",
    )
    assert here.selection is None
    assert here.documents[1].value == {
        "version": 1,
        "things": [{"name": "a", "ttl": 5}],
    }
    below = loaded(tmp_path / "templates" / "deep")
    assert below.files[0] == "../../wa-sync.yaml"
    assert len(below.files) == 5


def test_include(tmp_path: Path) -> None:
    """``include:`` names files, *.yml too; it leads nowhere else, and stands once."""
    lay(
        tmp_path,
        {
            "p/wa-sync.yaml": "include: ['**/*.yml', '../x.yaml', '/x', 'c:/x']\n",
            "p/a.yaml": ONE,
            "p/b.yml": ONE,
            "p/d/c.yml": "version: 1\ninclude: []\n",
            "x.yaml": ONE,
        },
    )
    read = loaded(tmp_path / "p")
    assert read.files == ("wa-sync.yaml", "b.yml", "d/c.yml")
    assert rules(read) == [
        ("include_outside", "wa-sync.yaml"),
        ("include_outside", "wa-sync.yaml"),
        ("include_outside", "wa-sync.yaml"),
        ("misplaced_include", "d/c.yml"),
    ]


def test_paths_select(tmp_path: Path) -> None:
    """PATHS narrow what is shown; all of the project is read."""
    lay(
        tmp_path,
        {"wa-sync.yaml": "version: 1\n", "a.yaml": ONE, "templates/b.yaml": ONE},
    )
    lay(tmp_path, {"other/c.yaml": ONE})
    some = loaded(tmp_path, "templates", str(tmp_path / "a.yaml"))
    assert some.files == ("wa-sync.yaml", "a.yaml", "templates/b.yaml")
    assert some.selection == frozenset({"a.yaml", "templates/b.yaml"})
    assert loaded(tmp_path / "templates", ".").selection == frozenset(
        {"../templates/b.yaml"}
    )
    assert loaded(tmp_path, ".").selection == frozenset(some.files)
    with pytest.raises(UsageProblem, match="no part of the project"):
        loaded(tmp_path, "other")


def test_standalone(tmp_path: Path) -> None:
    """Files without a wa-sync.yaml above, and standard input, are a project."""
    lay(tmp_path, {"a.yaml": ONE, "d/b.yml": ONE, "d/e/c.yaml": ONE, "d/n.txt": ONE})
    read = loaded(tmp_path, "a.yaml", "d/", "a.yaml")
    assert read.files == ("a.yaml", "d/b.yml", "d/e/c.yaml")
    assert (read.selection, len(read.documents)) == (None, 3)
    piped = loaded(tmp_path, "-", stdin=ONE.encode())
    assert piped.files == ("-",)
    assert piped.documents[0].file.path == "-"


def test_impossible_paths(tmp_path: Path) -> None:
    """A path that is not there, two projects at once, or none: wrong usage."""
    lay(tmp_path, {"p/wa-sync.yaml": "version: 1\n", "q/a.yaml": ONE})
    for paths, message in (
        ((), "no wa-sync.yaml here"),
        (("none.yaml",), "no file or folder 'none.yaml'"),
        (("a\0b",), "no file or folder"),
        (("p", "q"), "different projects"),
        (("p", "-"), "different projects"),
    ):
        with pytest.raises(UsageProblem, match=message):
            loaded(tmp_path, *paths)


def test_what_cannot_be_read(tmp_path: Path) -> None:
    """Links, pipes and folders named like files are refused; all are told at once."""
    lay(
        tmp_path,
        {"wa-sync.yaml": "version: 1\n", "a.yaml": "a: [\n", "out/secret.yaml": ONE},
    )
    os.mkfifo(tmp_path / "fifo.yaml")
    (tmp_path / "dir.yaml").mkdir()
    (tmp_path / "link.yaml").symlink_to("out/secret.yaml")
    (tmp_path / "templates").symlink_to("out")
    read = loaded(tmp_path)
    assert read.files == ("wa-sync.yaml", "a.yaml", "fifo.yaml")
    assert rules(read) == [
        ("link_skipped", "link.yaml"),
        ("link_skipped", "templates"),
        ("yaml_syntax", "a.yaml"),
        ("unreadable_file", "fifo.yaml"),
    ]
    weights = {d.finding.rule: d.finding.severity.value for d in read.diagnostics}
    assert weights["link_skipped"] == "warning"


def test_a_linked_project_file_is_refused(tmp_path: Path) -> None:
    """wa-sync.yaml itself is no link either."""
    lay(tmp_path, {"real.yaml": ONE})
    (tmp_path / "wa-sync.yaml").symlink_to("real.yaml")
    assert rules(loaded(tmp_path)) == [("unreadable_file", "wa-sync.yaml")]


def test_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Too many files, or too many bytes, are told once and not read."""
    lay(
        tmp_path,
        {"wa-sync.yaml": "version: 1\n", "a.yaml": ONE, "b.yaml": ONE, "c.yaml": ONE},
    )
    monkeypatch.setattr(project, "MAX_FILES", 2)
    assert rules(loaded(tmp_path)) == [("too_many_files", "b.yaml")]
    monkeypatch.setattr(project, "MAX_FILES", 9)
    monkeypatch.setattr(project, "MAX_FILE_BYTES", 20)
    assert rules(loaded(tmp_path)) == [
        ("file_too_large", "a.yaml"),
        ("file_too_large", "b.yaml"),
        ("file_too_large", "c.yaml"),
    ]


def test_twenty_thousand_templates_may_have_a_file_each(tmp_path: Path) -> None:
    """No budget of a project stands in the way of one that is large, and real."""
    names = [f"t{number:05d}.yaml" for number in range(20_000)]
    for name in names:
        (tmp_path / name).write_text("version: 1\n", encoding="utf-8")
    (tmp_path / "wa-sync.yaml").write_text("version: 1\n", encoding="utf-8")
    found = loaded(tmp_path)
    assert found.diagnostics == ()
    assert found.files == ("wa-sync.yaml", *names)


def test_a_folder_that_cannot_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder that the system refuses is an error, not an empty one."""
    lay(tmp_path, {"wa-sync.yaml": "version: 1\n", "templates/a.yaml": ONE})
    real = os.scandir

    def scandir(path: Path) -> object:
        if path.name == "templates":
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    assert rules(loaded(tmp_path)) == [("unreadable_file", "templates")]


def test_a_file_that_grows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that changes while it is read is refused; short reads are continued."""
    (tmp_path / "a").write_text("abcdef")
    real = os.read
    monkeypatch.setattr(os, "read", lambda handle, _size: real(handle, 2))
    assert content_of(tmp_path / "a", 10) == b"abcdef"
    monkeypatch.setattr(os, "read", lambda _handle, size: b"x" * size)
    with pytest.raises(Unusable, match="changed"):
        content_of(tmp_path / "a", 10)

    def broken(_handle: int, _size: int) -> bytes:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "read", broken)
    with pytest.raises(Unusable, match="input/output error"):
        content_of(tmp_path / "a", 10)


def test_the_garbage_collector_is_given_back(tmp_path: Path) -> None:
    """Loading pauses the collector, and leaves it as it was."""
    lay(tmp_path, {"a.yaml": ONE})
    assert gc.isenabled()
    loaded(tmp_path, "a.yaml")
    assert gc.isenabled()
    gc.disable()
    try:
        loaded(tmp_path, "a.yaml")
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_globs(tmp_path: Path) -> None:
    """``**`` is any number of folders, also none; the rest is as in a shell."""
    lay(
        tmp_path,
        {"a.yaml": "", "b/a.yaml": "", "b/c/a.yaml": "", "b/c/d.yaml": "", "e": ""},
    )
    assert list(find(tmp_path, ["**/a.yaml"]).files) == [
        "a.yaml",
        "b/a.yaml",
        "b/c/a.yaml",
    ]
    assert list(find(tmp_path, ["./b/**/**/d.*", "?"]).files) == ["b/c/d.yaml", "e"]
    assert list(find(tmp_path, ["[ab].yaml", "b/*"]).files) == ["a.yaml", "b/a.yaml"]
    assert list(find(tmp_path, ["**"]).files) == [
        "a.yaml",
        "b/a.yaml",
        "b/c/a.yaml",
        "b/c/d.yaml",
        "e",
    ]
    assert [escapes(g) for g in ("a/b", "../a", "a/../b", "/a", "\\a", "C:a")] == [
        False,
        *[True] * 5,
    ]


def test_a_tree_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A tree without end is left after a while."""
    lay(tmp_path, {"a/b/c/d.yaml": ""})
    monkeypatch.setattr("wa_sync.config.discover.MAX_FOLDERS", 3)
    assert find(tmp_path, ["**/*.yaml"]) == Found(complete=False)


def test_folders_past_the_limit_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is not looked into is an error: something may be declared there."""
    lay(tmp_path, {"wa-sync.yaml": "version: 1\ninclude: ['**/*.yaml']\n"})
    lay(tmp_path, {"a/b/c/d.yaml": ONE})
    monkeypatch.setattr("wa_sync.config.discover.MAX_FOLDERS", 3)
    read = loaded(tmp_path)
    assert rules(read)[0] == ("too_many_folders", ".")
    assert read.diagnostics[0].finding.severity.value == "error"


def test_a_glob_that_names_nothing_is_told(tmp_path: Path) -> None:
    """A glob of include: is a promise; the default is none."""
    globs = "include: [nope/*.yaml, ./t/**/*.yaml, t/b.yaml, '../x', 'wa-*']\n"
    lay(tmp_path, {"wa-sync.yaml": "version: 1\n" + globs, "t/b.yaml": ONE})
    read = loaded(tmp_path)
    assert [
        (d.finding.rule, d.finding.at, d.finding.message, d.finding.severity.value)
        for d in read.diagnostics
    ] == [
        (
            "include_outside",
            ("include", 3),
            "a glob cannot lead out of the project",
            "error",
        ),
        (
            "include_matches_nothing",
            ("include", 0),
            "no file is named by 'nope/*.yaml'",
            "warning",
        ),
    ]
    lay(tmp_path, {"q/wa-sync.yaml": "version: 1\n"})
    assert rules(loaded(tmp_path / "q")) == []


def test_a_folder_without_yaml_is_wrong_usage(tmp_path: Path) -> None:
    """Whoever names a folder means something in it."""
    lay(tmp_path, {"d/n.txt": ""})
    with pytest.raises(UsageProblem, match="the folder 'd/' holds no YAML files"):
        loaded(tmp_path, "d/")


def test_standard_input_is_read_under_the_limit(tmp_path: Path) -> None:
    """No more is asked for than shows that there is too much."""
    asked: list[int] = []

    def stdin(size: int) -> bytes:
        asked.append(size)
        return b"#" * size

    read = load(["-"], cwd=tmp_path, stdin=stdin, schema=lambda: SCHEMA)
    assert (asked, rules(read)) == ([MAX_FILE_BYTES + 1], [("file_too_large", "-")])
