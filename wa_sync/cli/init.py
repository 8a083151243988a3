"""wa-sync init"""

from __future__ import annotations

import os
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wa_sync.cli import init_asked as asked
from wa_sync.cli.connection import PLAN_WAIT, connect
from wa_sync.cli.global_options import global_options
from wa_sync.cli.options import option
from wa_sync.cli.output import note
from wa_sync.cli.progress import busy
from wa_sync.cli.prompt import answered
from wa_sync.cli.schema import rendered
from wa_sync.cli.settings import named_endpoint, settings
from wa_sync.config.accounts import ID, OF_ID, bare
from wa_sync.config.discover import PROJECT, project_root
from wa_sync.config.git import folder_of
from wa_sync.errors import BadEnvironment, Refused, UsageProblem
from wa_sync.model.account import Account, Endpoint
from wa_sync.render import wording
from wa_sync.render.sinks.terminal import line
from wa_sync.store import together
from wa_sync.workflow import beginning
from wa_sync.workflow.imports import SCHEMA, Imported, Wish, imported, read_all
from wa_sync.workflow.load import Inputs, load, schema


if TYPE_CHECKING:
    import re
    from collections.abc import Mapping, Sequence

    from wa_sync.cli.connection import Connection
    from wa_sync.cli.settings import Settings

_SYSTEMS = {
    "none": "no files for CI",
    "github": "workflows: plan a pull request, apply a merge, look for drift",
    "gitlab": "the same as .gitlab-ci.yml, by the component of wa-sync",
}
_TO_REPLACE = {
    "github": "OWNER and the commit of wa-sync in .github/workflows/",
    "gitlab": "GROUP, VERSION and the image in .gitlab-ci.yml",
}
NEW = "to begin with"


class _Fitting(click.types.StringParamType):
    """A text of some shape."""

    def __init__(self, pattern: re.Pattern[str], shape: str) -> None:
        self._pattern, self._shape = pattern, shape

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> str:
        """Take what fits; anything else is a usage error."""
        text: str = super().convert(value, param, ctx)
        if not self._pattern.fullmatch(text):
            self.fail(f"{text!r} does not fit: {self._shape}.", param, ctx)
        return text


@click.command("init", short_help="Begin a project: take over an account that is live.")
@option(
    "--waba-id",
    type=_Fitting(ID, OF_ID),
    metavar="ID",
    help="The WhatsApp Business account.",
)
@option(
    "--phone-number-id",
    type=_Fitting(ID, OF_ID),
    metavar="ID",
    help="Which phone number, if it has several.",
)
@option("--connection", metavar="ID", help="Which connection, if several are active.")
@option(
    "--name",
    type=_Fitting(asked.NAME, "letters, digits, _ . and -, at most 64"),
    metavar="NAME",
    help="What the account is called in the files.",
)
@option(
    "--import/--no-import",
    "importing",
    default=None,
    help="Whether to write what is live as YAML.  [default: --import]",
)
@option("--ci", type=click.Choice([*_SYSTEMS]), help="Files for a CI.  [default: none]")
@global_options()
@click.pass_context
def command(  # noqa: PLR0913 - one for each option
    ctx: click.Context,
    /,
    waba_id: str | None,
    phone_number_id: str | None,
    connection: str | None,
    name: str | None,
    ci: str | None,
    *,
    importing: bool | None,
    **_: object,
) -> None:
    """Begin a project in a folder that has none: wa-sync.yaml, and what is live.

    Tries the token by reading, finds the phone numbers of the account, and asks on a
    terminal for what nobody has said; without one, or with --no-input, a missing
    --waba-id is an error. No file is ever overwritten, and either all are written or
    none: none, too, where they would not be valid beside the YAML that is there.

    Here --endpoint takes maton or meta, too: the endpoint that the file names. With
    --sandbox nothing has to be known.
    """
    chosen = settings(ctx, may_name=True)
    _nothing_there(chosen.cwd)
    system = _system(chosen, ci)
    asker = asked.Asker(chosen)
    given = asked.Given(waba_id, phone_number_id, connection, name)
    with connect(chosen, max_wait=PLAN_WAIT) as api:
        account = asked.account(
            asker, api, _account(asker, api, named_endpoint(ctx)), given
        )
        if importing is None:
            importing = not chosen.interactive or _yes("Write what is live as YAML?")
        result = _imported(chosen, api, account) if importing else None
    if system is None:
        system = asker.one_of("Files for a CI", _SYSTEMS, "none")
    _write(chosen, account, result, system)


def _nothing_there(folder: Path) -> None:
    root = project_root(folder)
    if root is not None:
        place = PROJECT if root == folder else str(root / PROJECT)
        raise Refused(
            f"there is a project already: {place}",
            hint="wa-sync doctor looks whether it works; -C DIR begins one elsewhere",
        )


def _system(chosen: Settings, given: str | None) -> str | None:
    """Return the CI that was asked for; None where somebody is to be asked."""
    if folder_of(chosen.cwd):
        # a CI reads its files at the top of the repository, which is not ours
        if given not in {None, "none"}:
            raise UsageProblem(
                "files for a CI go to the top of the repository, and this is below",
                hint="say --ci none, and copy examples/ci by hand",
            )
        return "none"
    if given is None and not chosen.interactive:
        return "none"
    return given


def _account(asker: asked.Asker, api: Connection, endpoint: Endpoint | None) -> Account:
    """Return an account with an endpoint and a token, which raises if there is none."""
    if endpoint is None:
        endpoint = _found(api)
    if endpoint is None:
        if not any(map(_set, Endpoint)):
            raise BadEnvironment(
                "no token: neither MATON_API_KEY nor WHATSAPP_TOKEN is set",
                hint="set the one that you have, or say --token-file FILE; --sandbox "
                "tries it without one",
            )
        both = {
            "maton": "the Maton gateway, with MATON_API_KEY",
            "meta": "Meta itself, with WHATSAPP_TOKEN",
        }
        endpoint = Endpoint(asker.one_of("Endpoint", both, "maton"))
    account = bare(NEW, endpoint)
    api.token(account)
    return account


def _found(api: Connection) -> Endpoint | None:
    """Return the endpoint that the token there is for; None where that is not told."""
    if api.settings.token_file is not None and api.given is not None:
        return Endpoint.META if api.given.of_meta else Endpoint.MATON
    if api.sandbox:
        return Endpoint.MATON
    there = [*filter(_set, Endpoint)]
    return there[0] if len(there) == 1 else None


def _set(endpoint: Endpoint) -> bool:
    return bool(os.environ.get(bare("", endpoint).token_env))


def _imported(chosen: Settings, api: Connection, account: Account) -> Imported:
    """Read what is live, as the files that say so."""
    with busy(chosen, "Reading what is live"):
        found = read_all(api.reader(account), account)
    with tempfile.TemporaryDirectory() as empty:
        # the account is judged as it will be read
        together.write_new(Path(empty), beginning.project(account))
        loaded = load(_alone(Path(empty))).or_refuse()
        wish = Wish(names=(), one_file=False, anew=False, declared={})
        return imported(found, loaded, wish)


def _alone(folder: Path) -> Inputs:
    return Inputs(cwd=folder, env=os.environ.get, stdin=lambda _: b"")


def _yes(question: str) -> bool:
    words = {"y": True, "yes": True, "n": False, "no": False}
    given = answered(
        question,
        default="y",
        fits=lambda said: None if said.lower() in words else "y or n",
    )
    return words[given.lower()]


def _write(
    chosen: Settings, account: Account, result: Imported | None, system: str
) -> None:
    files = {
        **beginning.project(account),
        **beginning.ignoring(chosen.cwd),
        **beginning.pipelines(system, account),
        **({} if result is None else result.files),
    }
    if not (chosen.cwd / SCHEMA).exists():
        files[SCHEMA] = rendered(schema())
    others = beginning.beside(replace(chosen.inputs(()), accounts=()), files)
    together.write_new(chosen.cwd, files)
    for name in sorted(files):
        note(chosen, line("  wrote {}", name))
    if result is not None:
        for one in result.left:
            note(chosen, line("  left out {}: {}", one.address, one.reason))
        objects = wording.counted(result.count, "object")
        count = wording.counted(len(result.files), "file")
        note(chosen, line("Imported {} into {}.", objects, count))
    flag = " --sandbox" if chosen.sandbox else ""
    todo = {f"wa-sync doctor{flag}": "is everything in place?"}
    _next(chosen, todo | _then(result, others, flag), system)


def _then(result: Imported | None, others: Sequence[str], flag: str) -> dict[str, str]:
    """Say what a plan will say; files that were there already may declare anything."""
    plan = f"wa-sync plan{flag}"
    if len(others) == 1:
        return {plan: line("{} was there before", others[0])}
    if others:
        return {plan: f"{len(others)} files were there before"}
    if result is None:
        return {f"wa-sync import --all{flag}": "write what is live as YAML"}
    if result.count:
        return {plan: "nothing to do: all is live"}
    return {plan: "write templates/NAME.yaml first"}


def _next(chosen: Settings, todo: Mapping[str, str], system: str) -> None:
    """Say what to do now: commands, and what each is for."""
    note(chosen, "Next:")
    width = max(map(len, todo))
    for command, meaning in todo.items():
        note(chosen, f"  {command.ljust(width)}  # {meaning}")
    if not beginning.ignores(chosen.cwd):
        note(chosen, "  echo .wa-sync/ >> .gitignore")
    if system in _TO_REPLACE:
        note(chosen, f"  replace {_TO_REPLACE[system]}")
    note(chosen, "  git add . && git commit")
