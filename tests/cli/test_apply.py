"""The command apply: what it asks, says, keeps and exits with."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from support.applied import OTHER, TWO, states
from support.road import PROJECT, TEMPLATES, Road


def test_apply_says_each_outcome_once(road: Road) -> None:
    """The plan, the outcome, the sentence: on standard output, nothing else."""
    road.project()
    ran = road.ok("apply", "--sandbox", "--yes")
    assert ran.out.endswith(
        "created   demo: message_template.order_update/en_US "
        "(PENDING, UTILITY, id 1000000000104729)\n\nApplied 1 change.\n"
    )
    assert ran.err == ""
    assert road.ok("apply", "--sandbox", "--yes").out.startswith("No changes.")


def test_without_a_terminal_consent_has_to_be_said(road: Road) -> None:
    """Nobody is there to ask, so nothing happens."""
    road.project()
    ran = road.run("apply", "--sandbox")
    assert ran.code == 5
    assert ran.err == (
        "error: nobody is here to confirm these changes\n"
        "  hint: look at them, then --yes\n"
    )
    assert road.settled()["create"] == 1


def test_several_accounts_have_to_be_named(road: Road) -> None:
    """A second account in the project is not written to by accident."""
    road.project(project=PROJECT + '  other:\n    waba_id: "202290129340398"\n')
    ran = road.run("apply", "--sandbox", "--yes")
    assert (ran.code, ran.out) == (64, "")
    assert ran.err == (
        "error: the project has several accounts (demo, other), and none is "
        "chosen\n  hint: say which: -a NAME, or -a '*' for all of them\n"
    )
    assert states(road, "-a", "other") == ["done"]
    assert states(road, "-a", "*") == ["done"]
    assert road.settled()["unchanged"] == 2


def test_an_unknown_account_is_a_usage_error(road: Road) -> None:
    """A typo in -a gets a suggestion."""
    road.project()
    ran = road.run("plan", "--sandbox", "-a", "dmo")
    assert ran.code == 64
    assert ran.err == "error: no account is named 'dmo'\n  hint: did you mean 'demo'?\n"


class TestDelete:
    """Intent and consent."""

    REMOVED = TEMPLATES + "removed:\n  - message_template: order_delay/en_US\n"

    def declare(self, road: Road) -> None:
        """Make two templates live, and bury one."""
        road.project(TWO)
        road.ok("apply", "--sandbox", "--yes")
        road.write("templates/all.yaml", self.REMOVED)

    def test_removing_an_entry_is_no_intent(self, road: Road) -> None:
        """Absence is reported, and nothing is deleted."""
        self.declare(road)
        road.write("templates/all.yaml", TEMPLATES)
        plan = road.ok("plan", "--sandbox", "-o", "json").json
        assert plan["changes"] == []
        assert [one["address"] for one in plan["unmanaged"]] == [
            "message_template.order_delay/en_US"
        ]
        assert states(road, "--allow-delete") == []

    def test_a_tombstone_is_planned_and_needs_consent(self, road: Road) -> None:
        """The plan shows the delete; apply makes it only with --allow-delete."""
        self.declare(road)
        assert road.settled()["delete"] == 1
        ran = road.run("apply", "--sandbox", "--yes", "-o", "json")
        assert ran.code == 5
        assert ran.json["outcomes"][0]["blocked"]["rule"] == "delete_without_consent"
        assert road.settled()["delete"] == 1

    def test_what_is_deleted_is_kept_and_can_be_declared_again(
        self, road: Road
    ) -> None:
        """The snapshot is a file that validates."""
        self.declare(road)
        assert states(road, "--allow-delete") == ["done"]
        (snapshot,) = (road.folder / ".wa-sync" / "snapshots").iterdir()
        assert road.run("validate", "-", stdin=snapshot.read_bytes()).code == 0
        assert road.settled()["unchanged"] == 1

    def test_a_locked_name_is_blocked_with_the_way_out(self, road: Road) -> None:
        """Declaring it again at once says how long Meta holds the name."""
        self.declare(road)
        states(road, "--allow-delete")
        road.write("templates/all.yaml", TWO)
        ran = road.run("apply", "--sandbox", "--yes", "-o", "json")
        assert ran.code in {5, 75}
        (outcome,) = ran.json["outcomes"]
        assert outcome["state"] == "blocked"
        assert "name" in outcome["blocked"]["reason"]

    def test_protect_outlives_the_declaration(self, road: Road) -> None:
        """A protected name is not deleted, whatever the files say."""
        self.declare(road)
        road.write("wa-sync.yaml", PROJECT + "    protect: [order_*]\n")
        assert states(road, "--allow-delete") == ["blocked"]

    def test_limits_stop_the_whole_run(self, road: Road) -> None:
        """Too many deletes at once are refused before anything is done."""
        road.project(TWO + TWO.split("message_templates:\n")[1].replace("order", "x"))
        road.ok("apply", "--sandbox", "--yes")
        tombs = "".join(
            f"  - message_template: {name}/en_US\n" for name in ("x_update", "x_delay")
        )
        road.write("templates/all.yaml", TWO + f"removed:\n{tombs}")
        argv = ("apply", "--sandbox", "--yes", "--allow-delete")
        ran = road.run(*argv)
        assert ran.code == 5
        assert ran.err == (
            "error: 2 deletes in 'demo', 1 allowed at once\n"
            "  hint: if all of them are meant, say so: --max-deletes 2\n"
        )
        assert states(road, "--allow-delete", "--max-deletes", "2") == ["done", "done"]

    def test_a_project_that_declares_nothing_deletes_nothing(self, road: Road) -> None:
        """An empty set is more likely a mistake than a wish."""
        self.declare(road)
        only = "version: 1\nremoved:\n  - message_template: order_delay/en_US\n"
        road.write("templates/all.yaml", only)
        assert states(road, "--allow-delete") == ["blocked"]

    def test_one_language_does_not_take_the_others_along(self, road: Road) -> None:
        """A delete is by id and name together."""
        both = TEMPLATES + TEMPLATES.split("message_templates:\n")[1].replace(
            "en_US", "en_GB"
        )
        road.project(both)
        road.ok("apply", "--sandbox", "--yes")
        tomb = "removed:\n  - message_template: order_update/en_GB\n"
        road.write("templates/all.yaml", TEMPLATES + tomb)
        assert states(road, "--allow-delete") == ["done"]
        assert road.settled()["unchanged"] == 1
        assert road.ok("plan", "--sandbox", "-o", "json").json["unmanaged"] == []


def test_two_accounts_of_one_waba_take_turns(road: Road) -> None:
    """A WABA with two phone numbers may stand in two accounts: it is changed once."""
    second = '  second:\n    waba_id: "102290129340398"\n'
    road.project(project=PROJECT + second)
    road.sandbox("faults", "delay", "method=POST", "seconds=0.5")
    assert states(road, "-a", "*") == ["done"]
    assert road.sandbox("calls").out.count('"method":"POST"') == 1


def test_nothing_is_deleted_when_its_successor_was_refused(road: Road) -> None:
    """What replaces a template has to be there before the template goes."""
    road.project(TWO)
    road.ok("apply", "--sandbox", "--yes")
    road.sandbox("option", "template_limit", "2")
    renamed = TEMPLATES.replace("order_update", "order_news").replace("order", "parcel")
    tomb = "removed:\n  - message_template: order_delay/en_US\n"
    kept = TEMPLATES.split("message_templates:\n")[1]
    road.write("templates/all.yaml", renamed + kept + tomb)
    assert states(road, "--allow-delete") == ["blocked", "skipped"]


def test_output_that_nobody_reads_ends_quietly(road: Road) -> None:
    """A closed pipe is 74; what was done by then is told on standard error."""
    road.project(TWO)
    for argv in (["plan", "--sandbox"], ["apply", "--sandbox", "--yes"]):
        with subprocess.Popen(
            [sys.executable, "-m", "wa_sync", *argv],
            cwd=road.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as process:
            assert process.stdout is not None
            assert process.stderr is not None
            process.stdout.close()
            said = process.stderr.read()
        assert process.returncode == 74, said
        assert "Traceback" not in said
    assert road.settled()["create"] == 2


def test_the_report_goes_whole_into_a_file(road: Road) -> None:
    """A file holds the plan and what became of it; standard output only what it is."""
    road.project()
    ran = road.ok("apply", "--sandbox", "--yes", "-o", "json", "-o", "text=said.txt")
    assert ran.json["summary"]["done"] == 1
    said = (road.folder / "said.txt").read_text()
    assert "Plan: 1 to create." in said
    assert said.endswith("Applied 1 change.\n")


class TestSelection:
    """PATHS, --only and --exclude narrow what is shown and changed."""

    @pytest.mark.parametrize("flag", ["--only", "--exclude"])
    def test_a_glob_that_names_nothing_is_a_typo(self, road: Road, flag: str) -> None:
        """Otherwise a typing error would look like "in sync"."""
        road.project()
        for command in (["plan"], ["apply", "--yes"]):
            ran = road.run(*command, "--sandbox", flag, "nope")
            assert (ran.code, ran.out) == (64, "")
            assert ran.err.splitlines()[0] == (
                f"error: {flag} 'nope' names nothing that is declared or live"
            )

    def test_only_the_selection_is_changed(self, road: Road) -> None:
        """Names, keys and addresses fit; the rest stays undone."""
        road.project(TWO)
        assert states(road, "--only", "order_delay/*") == ["done"]
        assert states(road, "--exclude", "message_template.order_*") == []
        assert road.settled()["create"] == 1

    def test_paths_narrow_the_selection(self, road: Road) -> None:
        """The project is loaded whole; only what the file declares is changed."""
        road.project()
        extra = TEMPLATES.replace("order_update", "parcel_update")
        road.write("templates/more.yaml", extra.replace("workshop", "warehouse"))
        assert states(road, "templates/more.yaml") == ["done"]
        assert road.settled()["create"] == 1

    def test_a_tombstone_outside_the_selection_deletes_nothing(
        self, road: Road
    ) -> None:
        """Under a narrowed run only a tombstone inside it is intent."""
        road.project(TWO)
        road.ok("apply", "--sandbox", "--yes")
        road.write("templates/all.yaml", TestDelete.REMOVED)
        assert states(road, "--allow-delete", "--only", "order_update") == []
        assert states(road, "--allow-delete", "--only", "order_delay") == ["done"]


def test_changes_have_an_exit_code_of_their_own(road: Road) -> None:
    """--detailed-exitcode tells changes from none."""
    road.project()
    assert road.run("plan", "--sandbox", "--detailed-exitcode").code == 2
    road.ok("apply", "--sandbox", "--yes")
    assert road.run("plan", "--sandbox", "--detailed-exitcode").code == 0


def test_what_is_blocked_does_not_count_as_a_change(road: Road) -> None:
    """An edit while in review is shown with its way out, and is not tried."""
    road.sandbox("review", "manual")
    road.project()
    road.ok("apply", "--sandbox", "--yes")
    road.write("templates/all.yaml", OTHER)
    ran = road.run("plan", "--sandbox", "--detailed-exitcode", "-o", "json")
    assert ran.code == 5
    assert ran.json["summary"]["blocked"] == 1
    assert ran.json["changes"][0]["blocked"]["way_out"]
    assert road.run("apply", "--sandbox", "--yes").code in {5, 75}
    road.sandbox("approve", "order_update/en_US")
    assert road.run("plan", "--sandbox", "--detailed-exitcode").code == 2


def test_unmanaged_error_refuses(road: Road) -> None:
    """Where everything has to be declared, a stray template stops plan and apply."""
    road.project(TWO)
    road.ok("apply", "--sandbox", "--yes")
    road.project(TEMPLATES, project=PROJECT + "    unmanaged: error\n")
    assert road.run("plan", "--sandbox").code == 5
    assert road.run("apply", "--sandbox", "--yes").code == 5


def test_reports_go_to_files(road: Road) -> None:
    """-o json=FILE writes the report beside the text."""
    road.project()
    ran = road.ok("apply", "--sandbox", "--yes", "-o", "json=report.json", "-o", "text")
    assert ran.out.endswith("Applied 1 change.\n")
    report = json.loads((road.folder / "report.json").read_text())
    assert report["summary"]["done"] == 1
