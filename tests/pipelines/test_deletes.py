"""From a pull request that deletes to live: with the label, without it, and later."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from support.forge import forge_server
from support.reviewed import WORKFLOW, found, happened
from support.road import TEMPLATES
from support.runner import Step
from support.stage import Stage, begun, git


TOOL = Path(sys.executable).parent / "wa-sync"
HEAD, ENTRY = TEMPLATES.split("message_templates:\n")
APPLY = WORKFLOW["jobs"]["apply"]["steps"][1]
REVIEWED = re.compile(r"\$\{\{ matrix\.reviewed\.([a-z-]+) \}\}")


def declare(*names: str) -> str:
    """Declare these templates."""
    entries = (ENTRY.replace("order_update", name) for name in names)
    return f"{HEAD}message_templates:\n{''.join(entries)}"


@dataclass
class Branch:
    """The main branch of a repository, and what the runner does for it."""

    stage: Stage
    runs: int = 0

    def clone(self, branch: str) -> None:
        """Check a branch out, whose account is the one of all checkouts."""
        self.stage.clone(branch)
        account = self.stage.root / "account"
        account.mkdir(exist_ok=True)
        (self.stage.checkout / ".wa-sync").symlink_to(account)

    def push(self, *commits: str) -> str:
        """Commit to main; return the commit before."""
        before = git(self.stage.origin, "rev-parse", "main")
        git(self.stage.origin, "checkout", "--quiet", "main")
        for templates in commits:
            self.stage.commit(templates)
        self.clone("main")
        return before

    def by_hand(self, command: str, **inputs: str) -> dict[str, Step]:
        """Run the action as somebody does who fills in the form."""
        given = {
            "sandbox": "true",
            **{k.replace("_", "-"): v for k, v in inputs.items()},
        }
        return self.stage.on("workflow_dispatch", {}, command, given)

    def merged(self, before: str, *events: str) -> Step:
        """Do what the workflow of apply does for a merge; return the step of apply."""
        plan = json.loads((self.stage.root / "reviewed.json").read_text())
        self.runs += 1
        folder = self.stage.root / f"run-{self.runs}"
        got = found(folder, plan, events=[happened(*events)])
        return self.applied("push", {"before": before}, got.accounts)

    def applied(
        self, event: str, happening: Mapping[str, str], accounts: object
    ) -> Step:
        """Run the job of apply for the one account that there is."""
        assert isinstance(accounts, list)
        (told,) = accounts
        inputs: dict[str, Any] = {
            name: REVIEWED.sub(lambda at: told[at[1]], str(value))
            for name, value in APPLY["with"].items()
        }
        del inputs["command"]
        inputs |= {"sandbox": "true", "artifact": "wa-sync-apply"}
        return self.stage.on(event, happening, "apply", inputs)["Apply"]

    def live(self) -> set[str]:
        """The names of all that is live."""
        to = self.stage.root / "live"
        argv = ("import", "--sandbox", "--all", "--force", "--layout", "per-template")
        subprocess.run(
            [TOOL, *argv, "--out", to],
            cwd=self.stage.checkout,
            check=True,
            capture_output=True,
        )
        names = {path.stem for path in to.rglob("*.yaml") if path.parent != to}
        subprocess.run(["rm", "-rf", to], check=True)
        return names


@pytest.fixture
def main(tmp_path: Path) -> Iterator[Branch]:
    """A main branch that is live, and a reviewed pull request that deletes."""
    with forge_server() as server:
        stage = begun(tmp_path, server.world, server.url)
        branch = Branch(stage)
        branch.push(declare("kept", "gone"))
        branch.by_hand("plan")
        digest = stage.output("digest")
        assert branch.by_hand("apply", expect_digest=digest)["Apply"].code == 0
        git(stage.origin, "branch", "--quiet", "--force", "change", "main")
        git(stage.origin, "checkout", "--quiet", "change")
        stage.commit(declare("kept", "gone", "new"))
        stage.commit(declare("kept", "new"))
        branch.clone("change")
        assert stage.run("plan", sandbox="true")["Plan"].code == 0
        (stage.root / "reviewed.json").write_bytes(
            (stage.out / "plan.json").read_bytes()
        )
        yield branch


@pytest.mark.parametrize("method", ["--no-ff", "--ff-only"])
def test_a_labelled_merge_deletes_what_was_reviewed(main: Branch, method: str) -> None:
    """As one commit, or as several that were rebased: told from before all of them."""
    assert main.live() == {"kept", "gone"}
    before = main.push()
    git(main.stage.origin, "merge", "--quiet", method, "-m", "merged", "change")
    main.clone("main")
    done = main.merged(before, "labeled", "merged")
    assert done.code == 0, done
    assert main.live() == {"kept", "new"}


def test_what_was_not_reviewed_is_not_deleted(main: Branch) -> None:
    """The label is on, and the merge declares less than its last plan did."""
    before = main.push(declare("new"))
    stale = main.merged(before, "labeled", "merged")
    assert stale.code == 6
    assert main.live() == {"kept", "gone"}


def test_an_unlabelled_merge_leaves_it_to_a_person_at_any_time(main: Branch) -> None:
    """The rest is applied; two commits later the base still tells what is to go."""
    before = main.push(declare("kept", "new"))
    left = main.merged(before, "merged", "labeled")
    assert left.code == 5
    assert f"after other commits, say --base-ref {before} --allow-delete:" in left.out
    assert main.live() == {"kept", "gone", "new"}
    main.push(declare("kept", "new", "newer"))
    main.push(declare("kept", "new", "newer", "newest"))
    main.by_hand("plan", account="demo")
    assert (main.stage.output("deletes"), main.stage.output("creates")) == ("0", "2")
    main.by_hand("plan", account="demo", base_ref=before)
    assert (main.stage.output("deletes"), main.stage.output("creates")) == ("1", "2")
    form = {
        "ACCOUNT": "demo",
        "DIGEST": main.stage.output("digest"),
        "ALLOW_DELETE": "true",
        "MAX_DELETES": "",
        "BASE_REF": before,
        "GITHUB_EVENT_NAME": "workflow_dispatch",
    }
    got = found(main.stage.root / "form", {}, **form)
    done = main.applied("workflow_dispatch", {}, got.accounts)
    assert done.code == 0, done
    assert main.live() == {"kept", "new", "newer", "newest"}
