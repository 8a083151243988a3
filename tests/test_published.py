"""What is published is true: schemas, examples, exit codes, every command's help."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest
from support.road import Road

from wa_sync import errors
from wa_sync.cli.main import COMMANDS, group
from wa_sync.cli.schema import published, rendered


ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("name", published())
def test_a_published_schema_is_the_one_in_force(name: str) -> None:
    """Schemas are composed by make schemas, never edited."""
    path = ROOT / "schemas" / f"{name}.schema.json"
    assert path.read_text(encoding="utf-8") == rendered(published()[name])


def test_nothing_else_is_published() -> None:
    """A schema that no longer exists is not left behind."""
    found = {path.name for path in (ROOT / "schemas").iterdir()}
    assert found == {f"{name}.schema.json" for name in published()}


def test_schemas_are_printed_by_name(road: Road) -> None:
    """The command prints what stands in schemas/."""
    assert road.ok("schema").out == rendered(published()["wa-sync"])
    assert road.ok("schema", "plan").out == rendered(published()["plan"])
    assert road.run("schema", "plam").code == 64


def test_schemas_are_written_into_a_folder(road: Road) -> None:
    """--out writes them all."""
    road.ok("schema", "--out", "here")
    assert len(list((road.folder / "here").iterdir())) == len(published())


def test_the_example_goes_the_whole_road(road: Road) -> None:
    """What a newcomer tries first is valid, is applied, and settles."""
    example = (ROOT / "examples" / "templates.yaml").read_text(encoding="utf-8")
    road.write("templates.yaml", example)
    assert road.ok("validate", "templates.yaml").out == "No problems found.\n"
    road.ok("apply", "--sandbox", "--yes", "templates.yaml")
    plan = road.ok("plan", "--sandbox", "templates.yaml")
    assert plan.out == "No changes. Live matches your files. 6 unchanged.\n"


def commands(command: click.Command, name: str) -> dict[str, click.Command]:
    """Every command below a command, by the words that call it."""
    found = {name: command}
    if isinstance(command, click.Group):
        context = click.Context(command)
        for below in command.list_commands(context):
            one = command.get_command(context, below)
            assert one is not None
            found |= commands(one, f"{name} {below}")
    return found


EVERY = commands(group, "wa-sync")


@pytest.mark.parametrize("name", EVERY)
def test_every_command_explains_itself(name: str) -> None:
    """Each command has a help text, and each of its options as well."""
    command = EVERY[name]
    assert command.help
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, parameter.name


def test_every_exit_code_is_documented() -> None:
    """The table knows each code that an error carries."""
    table = (ROOT / "docs" / "exit-codes.md").read_text(encoding="utf-8")
    codes = {
        error.exit_code
        for error in vars(errors).values()
        if isinstance(error, type) and issubclass(error, errors.WaSyncError)
    }
    for code in codes:
        assert re.search(rf"(\| |/ ){code} ", table), code


def test_help_lists_every_command(road: Road) -> None:
    """--help shows the commands with a line each."""
    out = road.ok("--help").out
    for name, (_, short) in COMMANDS.items():
        assert f"  {name}" in out
        assert short in out
