from __future__ import annotations

import os
from pathlib import Path

import pytest
from support.laid import ONE, SCHEMA, lay, loaded, rules

from wa_sync.config.budgets import MAX_FILE_BYTES
from wa_sync.config.project import load
from wa_sync.config.wants import wants_of
from wa_sync.errors import UsageProblem


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

    read = load(["-"], cwd=tmp_path, stdin=stdin, wants=wants_of(SCHEMA))
    assert (asked, rules(read)) == ([MAX_FILE_BYTES + 1], [("file_too_large", "-")])
