"""Apply with a saved plan: what binds, and what is refused."""

from __future__ import annotations

from support.applied import OTHER, TWO, states
from support.road import PROJECT, TEMPLATES, Road


class TestPlanFile:
    """A saved plan restricts, and never adds."""

    def test_a_saved_plan_is_shown_and_applied(self, road: Road) -> None:
        """Show says what plan said; apply does just that."""
        road.project()
        said = road.ok("plan", "--sandbox", "--out", "plan.json")
        assert said.err == "Saved the plan to plan.json.\n"
        assert road.ok("show", "plan.json").out == said.out
        saved = (road.folder / "plan.json").read_text()
        assert road.ok("show", "plan.json", "-o", "json").out == saved
        assert states(road, "plan.json") == ["done"]
        assert states(road, "plan.json") == []

    def test_what_was_not_approved_is_not_done(self, road: Road) -> None:
        """A template that came after the plan stays undone."""
        road.project()
        road.ok("plan", "--sandbox", "--out", "plan.json")
        road.write("templates/all.yaml", TWO)
        assert states(road, "plan.json") == ["done"]
        assert road.settled()["create"] == 1

    def test_another_content_is_stale(self, road: Road) -> None:
        """What was reviewed is not what stands there now."""
        road.project()
        road.ok("plan", "--sandbox", "--out", "plan.json")
        road.write("templates/all.yaml", OTHER)
        ran = road.run("apply", "--sandbox", "--yes", "plan.json")
        assert (ran.code, ran.out) == (6, "")

    def test_a_plan_is_known_by_what_is_in_it(self, road: Road) -> None:
        """Its name may be anything, and its files may stand beside it."""
        road.write("here.yaml", PROJECT + TEMPLATES.replace("version: 1\n", ""))
        road.ok("plan", "--sandbox", "here.yaml", "--out", "reviewed")
        assert states(road, "reviewed", "here.yaml") == ["done"]

    def test_two_plan_files_are_one_too_many(self, road: Road) -> None:
        """Nobody approved both together."""
        road.project()
        road.ok("plan", "--sandbox", "--out", "one")
        road.ok("plan", "--sandbox", "--out", "two")
        ran = road.run("apply", "--sandbox", "--yes", "one", "two")
        assert (ran.code, ran.err.splitlines()[0]) == (
            64,
            "error: one and two are both plan files",
        )

    def test_a_narrow_plan_is_judged_by_itself(self, road: Road) -> None:
        """Limits and digest are those of what was approved."""
        road.project(TWO, project=PROJECT + "    limits: {max_changes: 1}\n")
        only = ("--only", "order_delay", "--out", "plan.json", "-o", "json")
        digest = road.ok("plan", "--sandbox", *only).json["digest"]
        assert states(road, "plan.json", "--expect-digest", digest) == ["done"]

    def test_a_plan_that_was_edited_is_refused(self, road: Road) -> None:
        """The digest tells."""
        road.project()
        road.ok("plan", "--sandbox", "--out", "plan.json")
        path = road.folder / "plan.json"
        path.write_text(path.read_text().replace("workshop", "basement"))
        assert road.run("apply", "--sandbox", "--yes", "plan.json").code == 6

    def test_a_digest_binds_without_a_file(self, road: Road) -> None:
        """--expect-digest refuses another plan, and takes the right one."""
        road.project()
        digest = road.ok("plan", "--sandbox", "-o", "json").json["digest"]
        wrong = road.run("apply", "--sandbox", "--yes", "--expect-digest", "sha256:0")
        assert (wrong.code, wrong.out) == (6, "")
        assert states(road, "--expect-digest", digest) == ["done"]

    def test_a_plan_file_is_private(self, road: Road) -> None:
        """It is no secret, but nobody's business."""
        road.project()
        road.ok("plan", "--sandbox", "--out", "plan.json")
        assert (road.folder / "plan.json").stat().st_mode & 0o777 == 0o600
