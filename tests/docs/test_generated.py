"""Pages that are made from the program, and the check of the site that they end in."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest
from generate import commands, documents, files, links, navigation, rules
from generate.__main__ import lay_out
from support.pages import ROOT

from wa_sync.cli.main import COMMANDS, group
from wa_sync.cli.schema import published
from wa_sync.kinds import KINDS
from wa_sync.model.source import array, mapping
from wa_sync.workflow.load import schema


if TYPE_CHECKING:
    from collections.abc import Mapping

RULES = {rule for kind in KINDS for rule in kind.rules()}


@cache
def rule_pages() -> Mapping[str, str]:
    """Return the pages of all rules, which are judged once."""
    return rules.pages()


def test_every_rule_has_a_page_and_nothing_else_has() -> None:
    """One page for each rule of each kind, and the index."""
    names = {Path(name).stem for name in rule_pages()}
    assert names == RULES | {"index"}
    assert {path.name for path in rules.CASES.iterdir()} == RULES


@pytest.mark.parametrize("rule", sorted(RULES))
def test_the_page_of_a_rule_shows_what_its_bad_example_gives(rule: str) -> None:
    """The file as it is judged, the finding's sentence, its hint and Meta's code."""
    page = rule_pages()[f"docs/rules/{rule}.md"]
    found = [one.finding for one in rules.judged(rule) if one.finding.rule == rule]
    assert found
    for finding in found:
        assert f"{finding.severity}[{rule}]: {finding.message}\n" in page
        assert finding.hint is None or f"= hint: {finding.hint}\n" in page
        assert finding.meta is None or f"code {finding.meta.code}" in page
    index = rule_pages()["docs/rules/index.md"]
    assert f"| [`{rule}`]({rule}.md) |" in index


@pytest.mark.parametrize("name", COMMANDS)
def test_the_page_of_a_command_names_each_of_its_options(name: str) -> None:
    """Its own on its page, those of every command on the index."""
    made = commands.pages()
    text = made[f"docs/commands/{name}.md"] + made["docs/commands/index.md"]
    command = group.get_command(click.Context(group), name)
    assert command is not None
    for one in command.params:
        if isinstance(one, click.Option):
            assert f"`{one.opts[-1]}" in text or f", {one.opts[-1]}" in text, one.name
    assert f"(`wa-sync {name}`)" in text or f"[`wa-sync {name}`]({name}.md)" in text


def test_every_field_of_a_file_is_listed() -> None:
    """Those of the document, and of each definition that has fields."""
    page = files.page()
    whole = schema()
    every = [whole, *map(mapping, mapping(whole["$defs"]).values())]
    for name in {key for one in every for key in mapping(one.get("properties", {}))}:
        assert f"| `{name}`" in page, name


def test_every_json_document_is_listed() -> None:
    """Each published schema, with the fields of its first level."""
    page = documents.page()
    for name, one in published().items():
        if name == "wa-sync":
            continue
        section = page.partition(f"## {name}\n")[2].partition("\n## ")[0]
        shapes = [one, *map(mapping, array(one.get("oneOf", [])))]
        fields = {key for it in shapes for key in mapping(it.get("properties", {}))}
        assert fields
        for field in fields:
            assert f"| `{field}" in section, field


def test_the_first_page_is_the_order_of_the_site() -> None:
    """Its lists become the table of contents; other links do not."""
    page = (
        "- [A](a.md): it\n- [B](x/b.md#part)\n- [A](a.md)\n[C](c.md)\n- [D](../d.md)\n"
    )
    assert navigation.added(page) == (
        f"{page}\n```{{toctree}}\n:hidden:\n\na.md\n../d.md\n```\n"
    )


def test_the_sources_of_the_site_keep_their_places(tmp_path: Path) -> None:
    """What people wrote lies as in the repository, and nothing old is left."""
    (tmp_path / "old.md").write_text("gone")
    lay_out(tmp_path)
    assert not (tmp_path / "old.md").exists()
    for name in ("README.md", "docs/start.md", "examples/templates.yaml"):
        assert (tmp_path / name).read_bytes() == (ROOT / name).read_bytes()
    assert (tmp_path / "docs" / "rules" / "body_too_long.md").is_file()
    assert "{toctree}" in (tmp_path / "docs" / "index.md").read_text("utf-8")


def test_links_that_lead_nowhere_are_found(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file or an anchor that is not there, and whatever is loaded from outside."""
    (tmp_path / "b.html").write_text('<h1 id="there">B</h1><a href="#there">up</a>')
    (tmp_path / "a.html").write_text(
        '<a href="b.html#there">1</a><a href="b.html#gone">2</a><a href="c.html">3</a>'
        '<a href="https://shop.example/">4</a><a href="#nowhere">5</a>'
        '<img src="data:image/png;base64,AA=="><script src="//cdn.example/x.js">'
        '</script><link rel="stylesheet" href="https://cdn.example/x.css">'
    )
    assert links.main(str(tmp_path)) == 1
    assert capsys.readouterr().err == (
        "a.html: it loads //cdn.example/x.js\n"
        "a.html: it loads https://cdn.example/x.css\n"
        "a.html: b.html#gone: there is no such anchor\n"
        "a.html: c.html: there is no such file\n"
        "a.html: #nowhere: there is no such anchor\n"
    )
    (tmp_path / "a.html").unlink()
    assert links.main(str(tmp_path)) == 0
