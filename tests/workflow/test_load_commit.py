"""The same project, read from the checkout and from its commit."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from support import commits

from wa_sync.canonical import canonical
from wa_sync.config import project
from wa_sync.config.repository.commit import Commit
from wa_sync.config.repository.objects import Objects
from wa_sync.model.source import Json
from wa_sync.workflow.load import Inputs, Loaded, choose, load
from wa_sync.workflow.reload import load_from


ROOT = Path(__file__).parent.parent.parent
CASES = sorted((ROOT / "tests" / "cases").glob("*/*.yaml"))
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20
PROJECT = """\
version: 1
include: ["**/*.yaml"]
accounts:
  demo: {waba_id: "102290129340398", vars: {shop: "https://shop.example"}, env: [CITY]}
  test: {waba_id: "102290129340399", vars: {shop: "https://test.example"}}
"""
TEMPLATES = """\
version: 1
message_templates:
  - name: hello
    category: UTILITY
    language: en_US
    components:
      - {type: HEADER, format: IMAGE, asset: media/a.png}
      - {type: BODY, text: "Hello from ${var:shop}, ${var:none}"}
      - {type: FOOTER, text: "${env:CITY}"}
removed:
  - message_template: old/en_US
"""


def inputs(cwd: Path, *paths: str) -> Inputs:
    """What a run starts from."""
    env = {"CITY": "Oslo"}.get
    return Inputs(cwd=cwd, paths=paths, env=env, stdin=lambda _: b"")


def substance(loaded: Loaded) -> bytes:
    """Everything that was read, as bytes."""
    declared: list[Json] = [
        [
            *(d.account, str(d.address), d.entry, d.spec, sorted(d.allow)),
            [repr(a) for a in d.assets.items()],
        ]
        for d in loaded.desired.declared
    ]
    buried: list[Json] = [
        [t.account, str(t.address)] for t in loaded.desired.tombstones
    ]
    wrong: list[Json] = [
        [
            *(repr(d.finding), repr(d.address)),
            [d.span.line, d.span.file.path] if d.span else None,
        ]
        for d in loaded.diagnostics
    ]
    return canonical(
        [
            *(sorted(one, key=canonical) for one in (declared, buried, wrong)),
            [repr(account.waba_id) for account in loaded.accounts],
            list(loaded.read.files),
        ]
    )


@contextmanager
def head(made: commits.Checkout) -> Iterator[Commit]:
    """Open the commit that is checked out."""
    with Objects(made.folder) as objects:
        yield Commit(objects, made.git("rev-parse", "HEAD"), made.folder)


def reread(there: Commit, loaded: Loaded, asked: Inputs) -> Loaded:
    """Read the same from a commit."""
    return load_from(there, loaded, asked, lambda all_: choose(all_, ()))


def from_commit(made: commits.Checkout, loaded: Loaded, asked: Inputs) -> Loaded:
    """Read the same from the commit that is checked out."""
    with head(made) as there:
        return reread(there, loaded, asked)


def without_shelf(loaded: Loaded) -> Loaded:
    """Forget what was read, so that all of it is read again."""
    loaded.read.shelf.clear()
    return loaded


@pytest.mark.costly
def test_every_case_and_example(tmp_path: Path) -> None:
    """Byte for byte the same declarations and the same mistakes."""
    made = commits.new(tmp_path)
    made.commit(
        {f"{path.parent.name}-{path.name}": path.read_bytes() for path in CASES}
        | {"templates.yaml": (ROOT / "examples" / "templates.yaml").read_bytes()}
    )
    names = sorted(path.name for path in tmp_path.glob("*.yaml"))
    assert len(names) > 250
    with head(made) as there:
        for name in names:
            asked = inputs(tmp_path, name)
            loaded = load(asked)
            again = reread(there, without_shelf(loaded), asked)
            assert substance(again) == substance(loaded), name


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("folder", [".", "shop"])
def test_a_whole_project(tmp_path: Path, newline: str, folder: str) -> None:
    """With samples, variables, several accounts and mistakes, wherever it stands."""
    made = commits.new(tmp_path)
    made.git("config", "core.autocrlf", "input" if newline == "\r\n" else "false")
    made.commit(
        {
            f"{folder}/wa-sync.yaml": PROJECT.replace("\n", newline),
            f"{folder}/t/all.yaml": TEMPLATES.replace("\n", newline),
            f"{folder}/t/bad.yaml": "version: 1\nmessage_templates: [{name: x}]\n",
            f"{folder}/media/a.png": PNG,
        }
    )
    asked = inputs(tmp_path / folder)
    loaded = load(asked)
    assert len(loaded.desired.declared) == 0 < len(loaded.diagnostics)
    assert substance(from_commit(made, loaded, asked)) == substance(loaded)
    made.commit(
        {
            f"{folder}/t/all.yaml": TEMPLATES.replace(", ${var:none}", ""),
            f"{folder}/t/bad.yaml": None,
        }
    )
    asked = inputs(tmp_path / folder / "t", "all.yaml")
    loaded = load(asked)
    there = from_commit(made, without_shelf(loaded), asked)
    assert len(there.desired.declared) == 1
    assert len(there.desired.declared[0].assets) == 1
    assert substance(there) == substance(loaded)


def test_what_is_the_same_is_read_once(tmp_path: Path) -> None:
    """A file that has not changed is not parsed again, nor is it asked git for."""
    made = commits.new(tmp_path)
    made.commit(
        {"wa-sync.yaml": PROJECT, "a.yaml": TEMPLATES, "b.yaml": "version: 1\n"}
    )
    made.write({"b.yaml": "version: 1\nremoved: []\n"})
    asked = inputs(tmp_path)
    loaded = load(asked)
    there = from_commit(made, loaded, asked)
    same = [a is b for a, b in zip(there.read.documents, loaded.read.documents)]  # noqa: B905 - as many
    assert same == [True, True, False]


def test_what_is_the_same_need_not_be_judged_again(tmp_path: Path) -> None:
    """An older commit declares what it declares, whatever of it is still the same."""
    made = commits.new(tmp_path)
    old = {f"t/{name}.yaml": TEMPLATES.replace("hello", name) for name in "abc"}
    plain = "version: 1\nmessage_templates:\n  - {name: NAME, category: UTILITY, "
    plain += "language: de, components: [{type: BODY, text: Hallo NAME}]}\n"
    old |= {f"t/{name}.yaml": plain.replace("NAME", name) for name in "xyz"}
    old = {
        name: text.replace("removed:\n  - message_template: old/en_US\n", "")
        for name, text in old.items()
    }
    old = {name: text.replace(", ${var:none}", "") for name, text in old.items()}
    accounts = PROJECT + "removed:\n  - message_template: old/en_US\n"
    made.commit({"wa-sync.yaml": accounts, "media/a.png": PNG, **old})
    asked = inputs(tmp_path)
    before = load(asked)
    assert len(before.desired.declared) == 9
    for change in (
        {"t/x.yaml": plain.replace("NAME", "x2")},
        {"t/a.yaml": old["t/b.yaml"].replace("name: b", "name: d")},
        {"media/a.png": PNG + b"1"},
        {"wa-sync.yaml": accounts.replace("shop.example", "other.example")},
        {"wa-sync.yaml": accounts.replace("  demo:", "  new:")},
        {"t/y.yaml": None},
    ):
        made.write(change)
        after = load(asked)
        assert substance(after) != substance(before)
        assert substance(from_commit(made, after, asked)) == substance(before)
        made.git("checkout", "--quiet", ".")


def test_the_limits_hold_for_commits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Too large and too many are refused in a commit as they are on disk."""
    made = commits.new(tmp_path)
    made.commit({"wa-sync.yaml": "version: 1\n", "a.yaml": "version: 1\n# long\n"})
    asked = inputs(tmp_path)
    loaded = load(asked)
    for name, value in (("MAX_FILES", 1), ("MAX_FILE_BYTES", 15)):
        with monkeypatch.context() as patch:
            patch.setattr(project, name, value)
            there = from_commit(made, without_shelf(loaded), asked)
        refused = [d.finding.rule for d in there.diagnostics]
        assert refused[0] in {"too_many_files", "file_too_large"}, name


def test_a_project_that_was_not_there(tmp_path: Path) -> None:
    """A commit without wa-sync.yaml is one in which something could not be read."""
    made = commits.new(tmp_path)
    made.commit({"x": "x"})
    made.write({"wa-sync.yaml": PROJECT, "t/all.yaml": TEMPLATES})
    asked = inputs(tmp_path)
    there = from_commit(made, load(asked), asked)
    assert [d.finding.rule for d in there.diagnostics] == ["unreadable_file"]
