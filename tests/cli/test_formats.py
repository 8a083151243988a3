from __future__ import annotations

import json
import subprocess
from xml.etree import ElementTree as ET

import pytest
from support.road import Road


BAD = """\
version: 1
message_templates:
  - name: order_update
    language: en_US
    category: UTILITY
    components:
      - {type: BODY, text: Hi}
      - {type: FOOTER, text: "Thank {{1}}"}
"""
FORMATS = ("sarif", "gitlab", "junit", "github")


def test_every_format_of_a_plan_at_once(road: Road) -> None:
    """One run writes them all, and standard output has one, beside annotations."""
    road.project()
    files = {name: f"out.{name}" for name in (*FORMATS, "json", "markdown")}
    outputs = [f"-o{name}={file}" for name, file in files.items()]
    ran = road.run("--sandbox", "plan", *outputs, "-otext", "-ogithub")
    assert ran.code == 0, ran.err
    shown = {
        name: (road.folder / file).read_text("utf-8") for name, file in files.items()
    }
    plan = json.loads(shown["json"])
    assert plan["digest"] in ran.out
    assert plan["digest"] in shown["markdown"]
    assert json.loads(shown["sarif"])["version"] == "2.1.0"
    assert json.loads(shown["gitlab"]) == []
    root = ET.fromstring(shown["junit"])  # noqa: S314 - our own document
    names = [case.get("name") for case in root.iter("testcase")]
    assert names == ["create message_template.order_update/en_US"]
    assert shown["github"] == ""


def test_a_saved_plan_is_shown_as_it_was(road: Road) -> None:
    """``show`` makes the same Markdown of a file as ``plan`` did."""
    road.project()
    first = road.run("--sandbox", "plan", "--out", "p.json", "-o", "markdown")
    assert first.out.startswith("<!-- wa-sync:plan account=demo ")
    assert road.run("show", "p.json", "-o", "markdown").out == first.out


@pytest.mark.parametrize("format", FORMATS)
def test_a_format_changes_no_exit_code(road: Road, format: str) -> None:  # noqa: A002
    """What is wrong with the files is 3, whatever reads it."""
    road.project(BAD)
    ran = road.run("validate", "-o", format)
    assert ran.code == 3
    assert "footer_variable" in ran.out
    assert "templates/all.yaml" in ran.out


def test_a_plan_of_invalid_files_shows_them_where_a_reviewer_looks(road: Road) -> None:
    """There is no plan; the mistakes are annotated all the same."""
    road.write("wa-sync.yaml", BAD)
    files = [flag for one in FORMATS for flag in ("-o", f"{one}=out.{one}")]
    ran = road.run("plan", "--sandbox", "-o", "text", *files)
    assert (ran.code, ran.out) == (3, "")
    validated = {one: road.run("validate", "-o", one).out for one in FORMATS}
    for one in ("sarif", "gitlab", "github"):
        assert (road.folder / f"out.{one}").read_text() == validated[one]
    assert "failures=" in (road.folder / "out.junit").read_text()


def test_a_plan_of_invalid_files_is_a_document_without_changes(road: Road) -> None:
    """JSON says that it is not complete, and why; no plan is saved for apply."""
    road.write("wa-sync.yaml", BAD)
    files = "-omarkdown=out.md", "-ohtml=out.html"
    ran = road.run("plan", "--sandbox", "--out", "p.json", "-o", "json", *files)
    assert ran.code == 3
    assert not (road.folder / "p.json").exists()
    plan = json.loads(ran.out)
    found = road.run("validate", "-o", "json").json["diagnostics"]
    assert (plan["complete"], plan["changes"], plan["digest"]) == (False, [], "")
    assert (plan["accounts"], plan["diagnostics"]) == ([], found)
    rules = {one["rule"] for one in found}
    for shown in ("out.md", "out.html"):
        text = (road.folder / shown).read_text("utf-8")
        assert "wa-sync.yaml:8" in text
        assert all(rule in text for rule in rules)


@pytest.mark.parametrize("variable", ["GITHUB_WORKSPACE", "CI_PROJECT_DIR"])
def test_places_are_seen_from_the_checkout(road: Road, variable: str) -> None:
    """Annotations stand beside the right file, though the project is further down."""
    road.write("shop/wa-sync.yaml", BAD)
    road.env(**{variable: str(road.folder)})
    (issue,) = road.run("-C", "shop", "validate", "-o", "gitlab").json
    assert issue["location"]["path"] == "shop/wa-sync.yaml"
    outside = {variable: str(road.folder / "elsewhere")}
    road.env(**outside)
    (issue,) = road.run("-C", "shop", "validate", "-o", "gitlab").json
    assert issue["location"]["path"] == "wa-sync.yaml"


def test_places_are_seen_from_the_top_of_the_repository(road: Road) -> None:
    """Without a CI system too, and from a folder below the project."""
    road.write("shop/wa-sync.yaml", BAD)
    road.write("shop/below/note.txt", "")
    subprocess.run(["git", "init", "--quiet", str(road.folder)], check=True)
    for folder in ("shop", "shop/below"):
        (issue,) = road.run("-C", folder, "validate", "-o", "gitlab").json
        assert issue["location"]["path"] == "shop/wa-sync.yaml"
        ran = road.run("-C", folder, "validate", "-o", "github")
        assert ran.out.startswith("::error file=shop/wa-sync.yaml,line=8,")
        ran = road.run("-C", folder, "validate", "-o", "sarif")
        assert '"uri": "shop/wa-sync.yaml"' in ran.out


def test_a_name_for_a_path_gets_a_hint(road: Road) -> None:
    """Names are chosen by --only; what is neither gets none."""
    road.project()
    for name, hint in (
        ("order_update", "--only order_update"),
        ("order_*", "--only 'order_*'"),
    ):
        ran = road.run("plan", "--sandbox", name)
        assert ran.code == 64
        assert ran.err == (
            f"error: there is no file or folder {name!r}\n"
            f"  hint: PATHS are files; for what has that name: {hint}\n"
        )
    ran = road.run("plan", "--sandbox", "nobody")
    assert (ran.code, ran.err) == (64, "error: there is no file or folder 'nobody'\n")


def test_a_command_refuses_a_format_that_it_has_not(road: Road) -> None:
    """Before it does anything, and says which there are."""
    road.project()
    ran = road.run("--sandbox", "apply", "--yes", "-o", "sarif")
    assert ran.code == 64
    assert ran.err.splitlines()[-1] == (
        "Error: Invalid value for --output: 'sarif' is no format of this command; "
        "there are text, json."
    )
    assert not (road.folder / ".wa-sync").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("-o", "json", "fmt"), "this command has no formats to choose from."),
        (("fmt", "-o", "json"), "No such option '-o'."),
    ],
)
def test_a_command_without_formats_takes_none(
    road: Road, words: tuple[str, ...], said: str
) -> None:
    """Where there is nothing to choose, the choice is no silent wish."""
    road.project()
    ran = road.run(*words)
    assert ran.code == 64
    assert ran.err.splitlines()[-1].endswith(said)


def test_a_variable_of_the_pipeline_is_not_about_every_command(road: Road) -> None:
    """WA_SYNC_OUTPUT stays set while other steps run commands that have one output."""
    road.project()
    road.env(WA_SYNC_OUTPUT="json")
    assert road.ok("validate").json["valid"]
    road.ok("fmt", "--check")


def test_a_sign_after_the_short_option_does_no_harm(road: Road) -> None:
    """``-o=json`` is what ``-o json`` is."""
    road.project()
    assert road.ok("validate", "-o=json", "-o=sarif=out.sarif").json["valid"]
    assert "sarif" in (road.folder / "out.sarif").read_text()


def test_two_formats_for_one_file_are_one_too_many(road: Road) -> None:
    """The second would replace the first, and nobody would know."""
    road.project()
    ran = road.run("validate", "-o", "sarif=out", "-o", "junit=out")
    assert (ran.code, "out is named twice" in ran.err) == (64, True)
    assert not (road.folder / "out").exists()


def test_two_formats_for_standard_output_are_one_too_many(road: Road) -> None:
    """They could not be told apart."""
    road.project()
    assert road.run("validate", "-o", "text", "-o", "json").code == 64
