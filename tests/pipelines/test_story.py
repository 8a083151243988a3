"""A pull request from its first push to live, on an account with a past of its own."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

import pytest
from support import changing
from support.booth import CI, Booth
from support.changing import Shop, files, template
from support.forge import forge_server
from support.road import Ran, Road

from wa_sync.cli import formats


FIRST = files(
    a="One.", b="One.", c="One.", d="One.", e="One.", g="One.", m="One.", n="One."
)
CAUSES = {
    "a": "this change",
    "b": "behind",
    "c": "drift",
    "d": "both",
    "e": "already live",
    "f": "this change",
    "g": "this change",
    "m": "Meta",
}
COMMAND = re.compile(r"Apply exactly this: `wa-sync (.+)`")
WRITTEN = {
    "json": "plan.json",
    "markdown": "plan.md",
    "html": "plan.html",
    "sarif": "plan.sarif",
    "github": "plan.log",
    "gitlab": "quality.json",
    "junit": "junit.xml",
}


@dataclass
class Request:
    """A repository, its account, and the discussion of one pull request."""

    shop: Shop
    booth: Booth

    def pushed(self) -> Ran:
        """Do what a pipeline does for a push: plan, in every format, and comment."""
        outputs = [f"-o={one}=../out/{name}" for one, name in WRITTEN.items()]
        saved = ("--out", "../out/saved.json", "--base-ref", "main")
        planned = self.road.run("plan", "--sandbox", "-o=text", *outputs, *saved)
        assert planned.code == 0, planned
        self.said = self.road.ok("comment", "../out/saved.json").out
        return planned

    @property
    def road(self) -> Road:
        """How commands are run."""
        return self.shop.road

    def file(self, form: str) -> str:
        """What the pipeline keeps of one format."""
        place = self.road.folder.parent / "out" / WRITTEN[form]
        return place.read_text(encoding="utf-8")

    @property
    def comment(self) -> str:
        """The one comment that is there."""
        (body,) = self.booth.world.bodies()
        return body

    def approved(self) -> tuple[str, ...]:
        """The command that a reviewer finds in the comment."""
        found = COMMAND.search(self.comment)
        assert found is not None, self.comment
        return tuple(shlex.split(found[1]))

    def live(self) -> dict[str, str]:
        """All that is live, by its address: what no plan can show is not there."""
        below = self.road.folder.parent / "out" / "live"
        shutil.rmtree(below, ignore_errors=True)
        self.road.ok("import", "--sandbox", "--all", "--out", "../out/live")
        return {path.name: path.read_text() for path in below.rglob("*.yaml")}


@pytest.fixture
def request_(road: Road) -> Iterator[Request]:
    """An account on which everything has happened before the branch begins.

    b was changed on main and never applied; c and d were edited live; so was e, to what
    the branch makes of it; Meta recategorised m; and somebody made x by hand.
    """
    shop = changing.shop(road)
    for name in CI:
        road.monkeypatch.delenv(name, raising=False)
    (road.folder.parent / "out").mkdir()
    shop.git.commit(FIRST)
    shop.apply()
    shop.git.write({"templates/x.yaml": template("x", "By hand.")})
    shop.apply()
    shop.git.write({"templates/x.yaml": None})
    road.sandbox("recategorise", "m/en_US", "MARKETING")
    shop.git.commit(files(b="Two."))
    shop.live(
        files(c="Live.", d="Live.", e="Two.")
        | {"templates/b.yaml": template("b", "One.")}
    )
    shop.git.branch("topic")
    shop.git.commit(
        files(a="Two.", d="Two.", e="Two.", f="One.") | {"templates/g.yaml": None}
    )
    with forge_server() as server:
        booth = Booth(road, server.world, server.url)
        booth.github()
        yield Request(shop, booth)


def test_from_the_first_push_to_live(request_: Request) -> None:
    """Reviewed, pushed again, merged; the old approval is worth nothing by then."""
    shop, road = request_.shop, request_.road
    request_.pushed()
    assert "created" in request_.said
    old, first = request_.approved(), request_.comment
    # somebody's edit of d would be overwritten: the reviewer asks to leave it
    shop.git.commit(files(d="One."))
    request_.pushed()
    assert "updated" in request_.said
    assert request_.comment != first
    request_.pushed()
    assert "unchanged" in request_.said
    asked = request_.approved()
    assert asked != old
    shop.git.git("checkout", "--quiet", "main")
    shop.git.merge("topic")
    before = request_.live()
    stale = road.run(*old, "--sandbox", "--yes")
    assert (stale.code, stale.out) == (6, "")
    assert "nothing was changed" in stale.err
    assert request_.live() == before
    planned = {one["address"] for one in json.loads(request_.file("json"))["changes"]}
    road.sandbox("clock", "+25h")
    ran = road.ok(*asked, "--sandbox", "--yes", "-o", "json").json
    assert {one["address"] for one in ran["outcomes"]} == planned
    assert {one["state"] for one in ran["outcomes"]} == {"done"}
    after = request_.live()
    touched = {
        name[0] for name in before | after if before.get(name) != after.get(name)
    }
    assert touched == set("abfg")
    assert shop.plan().json["changes"] == []


def test_every_cause_is_in_every_format(request_: Request) -> None:
    """What a program reads and what a person reads is the same, and all of it."""
    text = request_.pushed().out
    plan = json.loads(request_.file("json"))
    told = {
        one["address"][17:].partition("/")[0]: one["cause"]
        for one in (*plan["changes"], *plan["drift"])
    }
    assert told == CAUSES
    assert [one["address"] for one in plan["unmanaged"]] == ["message_template.x/en_US"]
    unknown = request_.shop.causes("--base-ref", "none").values()
    assert set(unknown) >= {"unknown"}
    assert {*WRITTEN, "text"} == formats.PLAN
    everything = {f"{name}/en_US" for name in (*CAUSES, "x")}
    for form in ("html", "markdown"):
        assert everything == {one for one in everything if one in request_.file(form)}
    assert {one for one in everything if one in text} == everything
    assert plan["digest"] in request_.file("markdown")
    assert plan["digest"] in request_.file("html")


def test_what_a_pipeline_shows_by_itself_names_what_is_stuck(
    request_: Request,
) -> None:
    """The change that would overwrite somebody's edit is told at its line, by all."""
    request_.pushed()
    suites = ET.fromstring(request_.file("junit"))  # noqa: S314 - our own
    cases = {one.get("name", ""): "".join(one.itertext()) for one in suites.iter()}
    (run,) = json.loads(request_.file("sarif"))["runs"]
    (found,) = [one for one in run["results"] if one["ruleId"] == "live_changed_too"]
    place = found["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "templates/d.yaml"
    (issue,) = [
        one
        for one in json.loads(request_.file("gitlab"))
        if one["check_name"] == "live_changed_too"
    ]
    assert issue["location"]["path"] == "templates/d.yaml"
    log = request_.file("github")
    assert "::warning file=templates/d.yaml,line=3,title=wa-sync%3A live_changed" in log
    assert any("live_changed_too" in f"{name}{said}" for name, said in cases.items())
    assert "::notice file=templates/c.yaml,line=3,title=wa-sync%3A drift::" in log
