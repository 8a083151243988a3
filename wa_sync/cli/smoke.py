"""wa-sync smoke"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import click

from wa_sync.cli.connection import PLAN_WAIT, Connection, connect
from wa_sync.cli.consent import one_account_or_asked
from wa_sync.cli.exit_codes import of_smoke
from wa_sync.cli.global_options import global_options
from wa_sync.cli.options import option
from wa_sync.cli.output import emit, note
from wa_sync.cli.progress import busy
from wa_sync.cli.prompt import confirmed
from wa_sync.cli.sending import ADVICE, dry_run_option
from wa_sync.cli.settings import Settings, settings
from wa_sync.cli.telling import able_to_tell, telling
from wa_sync.errors import Refused
from wa_sync.model.smoke import FINE, Verdict
from wa_sync.render import wording
from wa_sync.workflow import smoke
from wa_sync.workflow.load import Loaded, load


if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from wa_sync.desired.smoke import SmokeTest
    from wa_sync.model.account import Account
    from wa_sync.model.smoke import Tried
    from wa_sync.render.sinks.shown import Shown
    from wa_sync.render.style import Style
    from wa_sync.workflow.smoke import Ready

NOT_AGAIN = "Do not run them again for the report: they would be sent again."
STOPPED = "the run was interrupted"
FAILED_FAST = "--fail-fast: a test before it did not go as expected"
GIVEN_UP = "nothing more is sent from this account after what happened above"


@click.command("smoke", short_help="Send the smoke tests of the files.")
@click.argument("names", nargs=-1, metavar="[NAME]...")
@option("--yes", is_flag=True, help="Do not ask.")
@dry_run_option
@option(
    "--keep-going/--fail-fast",
    default=True,
    show_default=True,
    help="After a test that did not go as expected: try the others, or stop.",
)
@global_options("text", "json", "junit")
@click.pass_context
def command(
    ctx: click.Context,
    /,
    names: tuple[str, ...],
    *,
    yes: bool,
    dry_run: bool,
    keep_going: bool,
    **_: object,
) -> None:
    """Send the messages of smoke_tests:, and say whether they went as expected.

    NAMEs are those of tests or of templates, and may be globs; without any, it is
    every test. Each goes to a number that the account lists below smoke_recipients:,
    never to another one.

    Before the first message is sent, all of them are held against the files and
    against what is live: if one cannot go as expected, none is sent. Messages of a
    real account cost money, so smoke asks, or takes --yes; on the sandbox it does not.

    Each is sent once. Exits with 0 where all went as expected, 5 where one did not, 7
    where nobody knows whether one was sent.
    """
    chosen = settings(ctx)
    loaded = _loaded(chosen, yes=yes, dry_run=dry_run)
    tests = smoke.chosen(loaded, names)
    with connect(chosen, max_wait=PLAN_WAIT, root=loaded.root) as connection:
        run = _Run(chosen, connection, loaded, fail_fast=not keep_going)
        every = run.made_ready(tests)
        if any(one.unfit for one in every):
            tried = list(smoke.withheld(every))
        elif dry_run:
            tried = run.shown(every)
        else:
            able_to_tell(chosen)
            _consent(chosen, connection, tests, yes=yes)
            tried = run.tried(every)
    with telling(_done(tried), NOT_AGAIN):
        emit(chosen, _formats(tried))
    ctx.exit(of_smoke(tried, interrupted=chosen.stop.exit_code))


def _loaded(chosen: Settings, *, yes: bool, dry_run: bool) -> Loaded:
    """Read the files, with what smoke alone reads of the environment."""
    loaded = load(replace(chosen.inputs(()), smoke=True)).or_refuse()
    if not dry_run:
        one_account_or_asked(chosen, loaded, yes=yes)
    return loaded


def _consent(
    chosen: Settings,
    connection: Connection,
    tests: Sequence[SmokeTest],
    *,
    yes: bool,
) -> None:
    """Raise Refused unless somebody wants messages to be sent, which cost money."""
    if yes or connection.sandbox:
        return
    if not chosen.interactive:
        raise Refused(
            "nobody is here to confirm these messages",
            hint="look at them with --dry-run, then --yes",
        )
    people, many = len({one.to for one in tests}), len(tests) > 1
    these = f"these {len(tests)} messages" if many else "this message"
    numbers = f"{people} numbers" if people > 1 else "one number"
    if not confirmed(f"Send {these} to {numbers}? Meta may charge for them."):
        raise Refused("nothing was sent")


def _done(tried: Sequence[Tried]) -> str | None:
    """Say what was sent, for whoever cannot be given the report; None for nothing."""
    sent = [one.sent.message_id for one in tried if one.sent]
    unknown = sum(one.verdict is Verdict.UNKNOWN for one in tried)
    many = wording.counted(len(sent), "message was", "messages were")
    told = f"{many} sent ({', '.join(sent)})" if sent else None
    if not unknown:
        return told
    return f"{told}, and another may have been" if told else "one may have been sent"


@dataclass
class _Run:
    """One run: its accounts, and those of them that were given up."""

    chosen: Settings
    connection: Connection
    loaded: Loaded
    fail_fast: bool
    accounts: Mapping[str, Account] = field(init=False)
    given_up: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Know accounts by their names."""
        self.accounts = {one.name: one for one in self.loaded.accounts}

    def made_ready(self, tests: Sequence[SmokeTest]) -> list[Ready]:
        """Hold all tests against what is live."""
        names = dict.fromkeys(one.account for one in tests)
        accounts = [self.accounts[name] for name in names]
        for account in accounts:
            self.connection.check(account)
        readers = {one.name: self.connection.reader(one) for one in accounts}
        with busy(self.chosen, "Reading the templates"):
            every = [
                smoke.ready(
                    readers[one.account], self.accounts[one.account], one, self.loaded
                )
                for one in tests
            ]
        for said in dict.fromkeys(text for one in every for text in one.notes):
            note(self.chosen, said)
        return every

    def shown(self, every: Sequence[Ready]) -> list[Tried]:
        """Show the requests, and send nothing."""
        return [smoke.shown(self.accounts[one.test.account], one) for one in every]

    def tried(self, every: Sequence[Ready]) -> list[Tried]:
        """Send one after the other, as long as there is a reason to go on."""
        found: list[Tried] = []
        with busy(self.chosen, "Sending"):
            for one in every:
                found.append(self._next(one, found))
        return found

    def _next(self, one: Ready, before: Sequence[Tried]) -> Tried:
        stop, name = self.chosen.stop, one.test.account
        if stop.stopped():
            return smoke.not_tried(one.test, STOPPED)
        if self.fail_fast and any(told.verdict not in FINE for told in before):
            return smoke.not_tried(one.test, FAILED_FAST)
        if name in self.given_up:
            return smoke.not_tried(one.test, GIVEN_UP)
        account = self.accounts[name]
        shown = smoke.trial(one.test)
        what = f"send {shown.name} to {shown.to} from account {name}"
        with stop.flight(what, ADVICE):
            tried = smoke.attempt(self.connection.writer(account), account, one)
        if tried.sent:
            stop.keep(f"{shown.name} ({tried.sent.message_id})")
        if tried.ends_account:
            self.given_up.add(name)
        return tried


def _formats(tried: Sequence[Tried]) -> Mapping[str, Callable[[Style], Shown]]:
    """Return how each format of the report is made."""
    from wa_sync.render import ci
    from wa_sync.render import smoke as documents
    from wa_sync.render.text import smoke as texts

    return {
        "text": lambda style: texts.smoke(tried, style),
        "json": lambda _: documents.smoke(tried),
        "junit": lambda _: ci.trials(tried),
    }
