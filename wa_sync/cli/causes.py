"""--base-ref: where the causes in a plan are told from."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from wa_sync.cli.options import option
from wa_sync.cli.output import note
from wa_sync.config.repository.base import AUTO, NONE
from wa_sync.errors import UsageProblem
from wa_sync.render.wording import counted
from wa_sync.workflow.start import past


if TYPE_CHECKING:
    from collections.abc import Iterator

    import click

    from wa_sync.cli.settings import Settings
    from wa_sync.model.change import Plan
    from wa_sync.workflow.load import Inputs, Loaded
    from wa_sync.workflow.past import Past


BASE_REF = option(
    "--base-ref",
    metavar=f"REF|{AUTO}|{NONE}",
    default=AUTO,
    show_default=True,
    help="What tells changes of these files from what was changed live: the commit at "
    f"which they part from REF. {AUTO}: from the branch that they are meant for, as "
    "GitHub, GitLab or Git say; on that branch, the commit before, or with uncommitted "
    "changes the one checked out. Where it is not known, all that differs is changed, "
    f"as with {NONE}.",
)
OVERWRITE_DRIFT = option(
    "--overwrite-drift",
    is_flag=True,
    help="Change also what was changed live, where that is not what this change is "
    "about.",
)


@contextmanager
def opened(ctx: click.Context, loaded: Loaded, inputs: Inputs) -> Iterator[Past | None]:
    """Read what was declared before, as the options say; None where nobody asked."""
    ref = str(ctx.params["base_ref"])
    if ref == NONE:
        yield None
        return
    consented = bool(ctx.params["overwrite_drift"])
    with past(loaded, inputs, ref, overwrite_drift=consented) as found:
        yield found


def needed(found: Past | None, *, offline: bool = False) -> None:
    """Raise UsageProblem where a base was named and is not known.

    Whoever names one counts on it that nothing is overwritten; offline nothing is, and
    a plan that is made there says by itself what it needs.
    """
    if offline:
        return
    if found is not None and found.there is None and found.asked != AUTO:
        base = found.base
        raise UsageProblem(f"--base-ref {found.asked}: {base.why}", hint=base.hint)


def tell_unknown(chosen: Settings, made: Plan, found: Past | None) -> None:
    """Say once why causes are unknown: also where nothing differs.

    What was removed from the files is then only unmanaged. Where nobody asked, and
    nothing can be done about it, it goes without saying: a project that is new.
    """
    base = made.base
    if base is None:
        return
    if base.commit is None:
        hint = f"; {base.hint}" if base.hint else ""
        if hint or (found is not None and found.asked != AUTO):
            note(chosen, f"Causes are unknown: {base.why}{hint}.")
    elif base.why:
        note(chosen, f"Causes are told from {base.commit[:12]}: {base.why}.")
    elif base.hint and (made.changes or made.drift):
        note(
            chosen,
            f"Only {counted(base.looked_back, 'older commit')} could be looked at: "
            f"{base.hint}.",
        )
