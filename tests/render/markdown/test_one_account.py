"""The command under a plan of one account names it, since the project may have more."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.plans import everything

from wa_sync.plan.share import share
from wa_sync.render import markdown


@pytest.mark.parametrize(
    ("name", "written"),
    [("demo", "-a demo"), ("a*b", "-a 'a[*]b'"), ("$(x);", "-a '$(x);'")],
)
def test_the_account_is_named_as_a_shell_takes_it(name: str, written: str) -> None:
    """Whoever pastes the line runs one command, for this account alone."""
    whole = everything()
    one = replace(whole.accounts[0], name=name)
    plan = share(replace(whole, accounts=(one,), safety=()), one)
    changes = tuple(replace(change, account=name) for change in whole.changes[:1])
    shown = markdown.plan(replace(plan, changes=changes))
    assert f"`wa-sync apply {written} --expect-digest {plan.digest}" in shown


def test_a_plan_of_several_accounts_names_them_all() -> None:
    """In the command, which takes several only by name, and beside each change."""
    whole = replace(everything(), safety=())
    shown = markdown.plan(whole)
    flags = f"-a demo -a shop-two --expect-digest {whole.digest}"
    assert f"`wa-sync apply {flags}" in shown
    assert "<code>shop-two: business_profile.106540352242922</code>" in shown
    table = markdown.plan(whole, limit=4_000)
    assert "| `shop-two: business_profile.106540352242922` |" in table
