"""The recipes beside GitHub's: GitLab's component, Atlantis, plain shell, the image."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
import yaml
from support.forge import NUMBER, PROJECT, TOKEN, World, forge_server
from support.house import ROOT
from support.road import PROJECT as PROJECT_FILE
from support.road import TEMPLATES


BIN = Path(sys.executable).parent
COMPONENT = (ROOT / "templates" / "wa-sync.yml").read_text()
INPUT = re.compile(r"\$\[\[ inputs\.([a-z-]+) \]\]")
ATLANTIS = yaml.safe_load((ROOT / "examples" / "ci" / "atlantis.yaml").read_text())
PLAIN = ROOT / "examples" / "ci" / "plain.sh"


@dataclass
class Bench:
    """A project without Git, wa-sync on the PATH, and a GitLab."""

    folder: Path
    world: World
    url: str

    def sh(self, script: str, *argv: str, **env: str) -> tuple[int, str]:
        """Run a script as a CI job does; its exit code and all that it said."""
        ran = subprocess.run(
            ["bash", "-eo", "pipefail", "-c", script, "job", *argv],
            cwd=self.folder,
            check=False,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={
                "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
                "HOME": str(self.folder),
                "XDG_STATE_HOME": str(self.folder.parent / "state"),
                "WA_SYNC_SANDBOX": "true",
                **env,
            },
        )
        return ran.returncode, ran.stdout

    def job(
        self, name: str, variables: Mapping[str, str] = MappingProxyType({})
    ) -> tuple[int, str]:
        """Run one job of the component; ``variables`` are given by hand."""
        config = component(account="demo", image="wa-sync")
        job = config[name]
        own = {**config[".wa-sync"]["variables"], **job.get("variables", {})}
        given = {**own, **variables}
        return self.sh(
            "\n".join(job["script"]),
            **given,
            CI_PROJECT_DIR=str(self.folder),
            CI_PROJECT_ID=PROJECT,
            CI_MERGE_REQUEST_IID=str(NUMBER),
            CI_API_V4_URL=f"{self.url}/api/v4",
            GITLAB_TOKEN=TOKEN,
        )


def component(**inputs: str) -> dict[str, Any]:
    """Fill the inputs in, as GitLab does, and read the jobs."""
    head, _, body = COMPONENT.partition("\n---\n")
    declared = yaml.safe_load(head)["spec"]["inputs"]
    values = {name: (one or {}).get("default") for name, one in declared.items()}
    values |= inputs
    filled = INPUT.sub(lambda found: str(values[found[1]]), body)
    config: dict[str, Any] = yaml.safe_load(filled)
    return config


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """Give a project, and a GitLab beside it."""
    folder = tmp_path / "project"
    (folder / "templates").mkdir(parents=True)
    (folder / "wa-sync.yaml").write_text(PROJECT_FILE)
    (folder / "templates" / "all.yaml").write_text(TEMPLATES)
    with forge_server() as server:
        yield Bench(folder, server.world, server.url)


def test_the_component_declares_what_it_uses() -> None:
    """Each input is declared, described and used; each job has a rule."""
    head, _, body = COMPONENT.partition("\n---\n")
    declared = yaml.safe_load(head)["spec"]["inputs"]
    assert set(INPUT.findall(body)) == set(declared)
    assert all(one["description"] for one in declared.values())
    jobs = component(account="demo", image="x")
    for name, job in jobs.items():
        if not name.startswith("."):
            assert job["extends"] == ".wa-sync"
            assert job["rules"], name
            assert not any("$[[" in line for line in job["script"])


def test_only_the_plan_is_data_for_the_comment() -> None:
    """That job checks nothing out; apply waits for a person, and for its turn."""
    jobs = component(account="demo", image="x")
    comment = jobs["wa-sync-comment"]
    assert comment["variables"]["GIT_STRATEGY"] == "none"
    # one comment a merge request and account: its pipelines take their turns
    assert comment["resource_group"] == "wa-sync-comment-demo-$CI_MERGE_REQUEST_IID"
    assert jobs["wa-sync-apply"]["resource_group"] == "wa-sync-demo"
    assert [one["when"] for one in jobs["wa-sync-apply"]["rules"]] == ["manual"]
    assert jobs["wa-sync-apply"]["environment"] == {"name": "whatsapp"}


def test_the_component_from_plan_to_live(bench: Bench) -> None:
    """Each job's script does what its name says."""
    assert bench.job("wa-sync-drift")[0] == 4
    code, said = bench.job("wa-sync-plan")
    assert code == 0, said
    out = bench.folder / "wa-sync-out"
    names = {"plan.json", "plan.md", "code-quality.json", "junit.xml"}
    assert {one.name for one in out.iterdir()} == names
    code, said = bench.job("wa-sync-comment")
    assert (code, said) == (0, f"demo: comment on {PROJECT}!{NUMBER} created\n")
    shown = bench.sh("wa-sync show wa-sync-out/plan.json -o markdown")[1]
    assert bench.world.bodies() == [shown]
    code, said = bench.job("wa-sync-apply")
    assert code == 0, said
    assert json.loads((out / "report.json").read_text())
    assert bench.job("wa-sync-drift")[0] == 0


def test_the_component_deletes_with_a_variable_at_any_time(bench: Bench) -> None:
    """Left out at first, then from the commit before, after another one."""

    def git(command: str) -> str:
        identity = "-c user.name=Ana -c user.email=ana@shop.example"
        code, said = bench.sh(f"git {identity} {command}")
        assert code == 0, said
        return said.strip()

    def run(**variables: str) -> tuple[int, str]:
        code, said = bench.job("wa-sync-plan", variables=variables)
        assert code == 0, said
        allow = (
            {"WA_SYNC_ALLOW_DELETE": "true"} if "WA_SYNC_BASE_REF" in variables else {}
        )
        return bench.job("wa-sync-apply", variables=variables | allow)

    kept = TEMPLATES + TEMPLATES.partition("templates:\n")[2].replace("update", "delay")
    (bench.folder / "templates" / "all.yaml").write_text(kept)
    (bench.folder / ".gitignore").write_text(".wa-sync/\nwa-sync-out/\n")
    for command in ("init -q -b main", "add .", "commit -qm one"):
        git(command)
    assert run()[0] == 0
    (bench.folder / "templates" / "all.yaml").write_text(TEMPLATES)
    git("commit -qam two")
    code, said = run()
    assert (code, "delete_without_consent" in said) == (5, True)
    before = git("rev-parse HEAD^")
    git("commit -qm three --allow-empty")
    code, said = run()
    assert (code, "\ndeleted " in said) == (0, False)
    code, said = run(WA_SYNC_BASE_REF=before)
    assert (code, "\ndeleted " in said) == (0, True)


def test_the_component_plans_a_fork_offline(bench: Bench) -> None:
    """Without a token or a sandbox: from what Git says."""
    for command in ("init -q -b main", "add .", "commit -qm base", "checkout -qb fork"):
        identity = "-c user.name=Ana -c user.email=ana@shop.example"
        assert bench.sh(f"git {identity} {command}")[0] == 0
    (bench.folder / "templates" / "all.yaml").write_text("version: 1\n")
    code, said = bench.job("wa-sync-plan-fork")
    assert code == 0, said
    assert "order_update/en_US" in said
    assert bench.world.heard == []


def test_atlantis_from_plan_to_live(bench: Bench) -> None:
    """It names the file of the plan, which has no suffix that says what it is."""
    steps = ATLANTIS["workflows"]["wa-sync"]
    planfile = {"PLANFILE": str(bench.folder.parent / "default.tfplan")}
    for name in ("plan", "apply"):
        (step,) = steps[name]["steps"]
        code, said = bench.sh(step["run"], **planfile)
        assert code == 0, said
    code, said = bench.sh("wa-sync plan --detailed-exitcode")
    assert code == 0, said
    assert ATLANTIS["projects"][0]["workflow"] in ATLANTIS["workflows"]


def test_the_plain_script_from_plan_to_live(bench: Bench) -> None:
    """Only with the digest that was looked at; whatever else is asked is usage."""

    def plain(*argv: str) -> int:
        code, said = bench.sh(f'exec sh "{PLAIN}" "$@"', *argv)
        assert "unbound" not in said
        return code

    out = "kept"
    assert plain("plan", out) == 0
    digest = json.loads((bench.folder / out / "plan.json").read_text())["digest"]
    assert plain("apply", out) != 0
    assert plain("apply", out, "sha256:0") == 6
    assert plain("drift", out) == 4
    assert plain("apply", out, digest) == 0
    assert plain("drift", out) == 0
    assert plain("destroy", out) == 64
    assert plain() != 0


def test_the_dockerfile_is_sound() -> None:
    """No finding of hadolint; not root; only what is pinned is installed."""
    path = ROOT / "Dockerfile"
    ran = subprocess.run(
        [BIN / "hadolint", "--no-color", path],
        check=False,
        capture_output=True,
        text=True,
    )
    assert (ran.returncode, ran.stdout) == (0, "")
    text = path.read_text()
    assert "\nUSER 10001\n" in text
    assert "--require-hashes --only-binary :all:" in text


def test_the_image_gets_what_it_copies() -> None:
    """What the build reads is not left out by .dockerignore, and it is there."""
    kept = (ROOT / ".dockerignore").read_text().split()
    copied = re.findall(
        r"^COPY (?!--from)(.+) \S+$", (ROOT / "Dockerfile").read_text(), re.MULTILINE
    )
    named = [one for line in copied for one in line.split()]
    assert named
    for one in named:
        assert (ROOT / one).exists()
        assert f"!{one}" in kept
