"""wa-sync schema"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wa_sync.cli.global_options import global_options
from wa_sync.cli.options import option
from wa_sync.cli.output import note, say
from wa_sync.cli.settings import settings
from wa_sync.render.sinks.terminal import page
from wa_sync.store import atomic
from wa_sync.workflow.load import schema


if TYPE_CHECKING:
    from collections.abc import Mapping

    from wa_sync.model.source import Json


DOCUMENT = "wa-sync"


def published() -> Mapping[str, Mapping[str, Json]]:
    """Every schema that wa-sync publishes: name → JSON Schema."""
    from wa_sync.render import contract
    from wa_sync.render.schemas import schemas

    return {DOCUMENT: schema(), **schemas(), "contract": contract.published()}


def rendered(one: Mapping[str, Json]) -> str:
    """Write a schema as it stands in schemas/."""
    return json.dumps(one, indent=2, ensure_ascii=False) + "\n"


@click.command("schema", short_help="Write the JSON Schemas, for editors.")
@click.argument("name", required=False, metavar="[NAME]")
@option("--out", metavar="DIR", help="Write all schemas into DIR.")
@global_options()
@click.pass_context
def command(
    ctx: click.Context, /, name: str | None, out: str | None, **_: object
) -> None:
    """Print the JSON Schema of wa-sync files, or of one of its JSON outputs.

    NAME is wa-sync (the default, for YAML files), plan, diagnostics, report, event
    (a line of apply --events), drift, between, status, message, upload, medium,
    phones, phone, connections, connection, checkup (of doctor) or contract.
    """
    chosen = settings(ctx)
    every = published()
    if out is not None:
        for key, one in every.items():
            path = chosen.cwd / Path(out) / f"{key}.schema.json"
            atomic.write(path, rendered(one).encode())
        note(chosen, f"Wrote {len(every)} schemas to {out}.")
        return
    if (name or DOCUMENT) not in every:
        raise click.BadParameter(
            f"there is no schema {name!r}; there are {', '.join(every)}.",
            param_hint="NAME",
        )
    say(page(rendered(every[name or DOCUMENT])))
