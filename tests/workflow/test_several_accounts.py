"""Several accounts in one run: read and written side by side, told apart."""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

import pytest
from support.road import TEMPLATES, Road

from wa_sync.errors import UsageProblem
from wa_sync.model.account import Account
from wa_sync.workflow.load import Inputs, load
from wa_sync.workflow.plan import read_states


FIRST, SECOND, THIRD = "102290129340398", "202290129340398", "302290129340398"
PROJECT = f"""\
version: 1
accounts:
  one: {{waba_id: "{FIRST}", phone_number_id: "106540352242922"}}
  two: {{waba_id: "{SECOND}"}}
  three: {{waba_id: "{THIRD}", vars: {{word: workshop}}}}
"""
EVERYBODY = ("apply", "--sandbox", "--yes", "-a", "*", "-o", "json")
ADDRESS = "message_template.order_update/en_US"


def states(road: Road, code: int, *argv: str) -> dict[str, str]:
    """Apply to all accounts; how the change of each account ended."""
    ran = road.run(*EVERYBODY, *argv)
    assert ran.code == code, (ran.code, ran.err)
    outcomes = ran.json["outcomes"]
    found = {one["account"]: one["state"] for one in outcomes}
    assert len(found) == len(outcomes)
    return found


def test_each_account_is_planned_by_itself(road: Road) -> None:
    """Accounts come in the order of the file, however fast they answer."""
    road.project(project=PROJECT)
    road.sandbox("faults", "delay", f"path={FIRST}/*", "seconds=0.05")
    plan = road.ok("plan", "--sandbox", "-o", "json").json
    assert [one["name"] for one in plan["accounts"]] == ["one", "two", "three"]
    assert [(one["account"], one["address"]) for one in plan["changes"]] == [
        ("one", ADDRESS),
        ("two", ADDRESS),
        ("three", ADDRESS),
    ]
    assert len({one["digest"] for one in plan["accounts"]}) == 3


def test_each_account_is_applied_by_itself(road: Road) -> None:
    """All of them are done in one run, and then there is nothing to do."""
    road.project(project=PROJECT)
    assert states(road, 0) == {"one": "done", "two": "done", "three": "done"}
    assert states(road, 0) == {}
    assert road.settled() == {
        "create": 0,
        "update": 0,
        "delete": 0,
        "unchanged": 3,
        "drift": 0,
        "unmanaged": 0,
        "blocked": 0,
    }


def test_one_account_that_fails_does_not_stop_the_others(road: Road) -> None:
    """What was done is said, the run ends as partly applied, and can be run again."""
    road.project(project=PROJECT)
    refused = ("error", "method=POST", f"path={SECOND}/*", "status=401", "code=190")
    road.sandbox("faults", *refused, "times=1")
    assert states(road, 7) == {"one": "done", "two": "failed", "three": "done"}
    assert states(road, 0) == {"two": "done"}


def test_one_account_that_cannot_be_read_is_no_plan(road: Road) -> None:
    """Half a picture never looks like a whole one."""
    road.project(project=PROJECT)
    road.sandbox("faults", "error", f"path={SECOND}/*", "status=401", "code=190")
    ran = road.run("plan", "--sandbox", "-o", "json")
    assert (ran.code, ran.out) == (77, "")
    assert ran.err.startswith("error: two: ")


def test_what_two_names_of_one_waba_declare_is_made_once(road: Road) -> None:
    """To Meta they are one account, so only one of them makes it."""
    road.project(project=PROJECT.replace(SECOND, FIRST))
    found = states(road, 0)
    assert found == {"one": "done", "three": "done"}
    assert road.settled()["unchanged"] == 3


PROFILE = """\
version: 1
business_profile:
  accounts: [one]
  about: Open daily
"""


def test_an_account_without_a_phone_takes_templates(road: Road) -> None:
    """Only a profile needs a number."""
    road.project(TEMPLATES, project=PROJECT)
    road.write("templates/profile.yaml", PROFILE)
    ran = road.run(*EVERYBODY)
    assert ran.code == 0
    assert sorted(
        (one["account"], one["address"].partition(".")[0])
        for one in ran.json["outcomes"]
    ) == [
        ("one", "business_profile"),
        ("one", "message_template"),
        ("three", "message_template"),
        ("two", "message_template"),
    ]
    assert road.settled()["unchanged"] == 4


class TestWithoutWaba:
    """An account that has a phone number and no WABA."""

    PHONE_ONLY = 'version: 1\naccounts:\n  one: {phone_number_id: "106540352242922"}\n'

    def test_it_takes_a_profile(self, road: Road) -> None:
        """Templates are not even asked for."""
        road.project(PROFILE, project=self.PHONE_ONLY)
        assert states(road, 0) == {"one": "done"}
        assert road.settled()["unchanged"] == 1

    def test_templates_for_it_are_a_mistake(self, road: Road) -> None:
        """They are never silently left out."""
        road.project(TEMPLATES, project=self.PHONE_ONLY)
        ran = road.run("plan", "--sandbox")
        assert (ran.code, ran.out) == (64, "")
        assert ran.err == (
            "error: account 'one' has no waba_id, and templates are declared for it\n"
            "  hint: add waba_id: to the account, or limit the entries by accounts:\n"
        )


def test_the_first_failure_of_many_is_raised(tmp_path: Path) -> None:
    """Reading side by side ends like reading one by one."""
    (tmp_path / "wa-sync.yaml").write_text(PROJECT, encoding="utf-8")
    inputs = Inputs(cwd=tmp_path, env=lambda _: None, stdin=lambda _: b"")
    with pytest.raises(UsageProblem, match="no reader for one"):
        read_states(load(inputs), _no_reader)


def _no_reader(account: Account) -> NoReturn:
    raise UsageProblem(f"no reader for {account.name}")
