"""wa-sync contract"""

from __future__ import annotations

import click

from wa_sync.cli.global_options import global_options
from wa_sync.cli.output import emit
from wa_sync.cli.settings import settings
from wa_sync.workflow.contracts import signatures
from wa_sync.workflow.load import load


FORMATS = frozenset({"text", "json", "json-schema", "typescript", "python"})


@click.command("contract", short_help="Say what senders have to pass; no network.")
@click.argument("names", nargs=-1, metavar="[NAME]...")
@global_options(*FORMATS)
@click.pass_context
def command(ctx: click.Context, /, names: tuple[str, ...], **_: object) -> None:
    """Say what an application has to pass to send each template.

    Needs no network and no token. NAMEs may be globs or addresses; without any, it is
    every template of the project.

    -o json tells names, languages, parameters and buttons. The other formats are for an
    application's build, so that a wrong call fails there and not at Meta: -o
    json-schema=FILE judges messages, -o typescript=FILE and -o python=FILE hold a type
    for each template, and Message for all of them. Their messages are plain values:
    template, language, and under header, body and buttons what each takes. The same
    files give the same bytes.
    """
    chosen = settings(ctx)
    loaded = load(chosen.inputs(())).or_refuse()
    found = signatures(loaded, names)

    from wa_sync.render import contract

    emit(
        chosen,
        {
            "text": lambda style: contract.text(found, style),
            "json": lambda _: contract.json(found),
            "json-schema": lambda _: contract.json_schema(found),
            "typescript": lambda _: contract.typescript(found),
            "python": lambda _: contract.python(found),
        },
    )
