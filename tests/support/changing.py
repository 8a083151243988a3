"""A project in Git, and an account on the sandbox that people also edit by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from support import commits
from support.road import PROJECT, Ran, Road


CI = ("GITHUB_ACTIONS", "GITLAB_CI")


def template(name: str, text: str, footer: str = "") -> str:
    """A file that declares one template."""
    end = f'\n      - {{type: FOOTER, text: "{footer}"}}' if footer else ""
    return f"""\
version: 1
message_templates:
  - name: {name}
    language: en_US
    category: UTILITY
    components:
      - {{type: BODY, text: "{text}"}}{end}
"""


def files(**texts: str) -> dict[str, str | bytes | None]:
    """One file a template, below templates/."""
    return {f"templates/{name}.yaml": template(name, t) for name, t in texts.items()}


@dataclass(frozen=True)
class Shop:
    """A checkout with a road that leads through it."""

    road: Road
    git: commits.Checkout

    def live(self, found: dict[str, str | bytes | None]) -> None:
        """Edit live as somebody would beside the files, a day later.

        The files are as before when it is done.
        """
        kept = {name: (self.git.folder / name).read_bytes() for name in found}
        self.git.write(found)
        self.apply("--base-ref", "none")
        self.git.write(kept)

    def apply(self, *argv: str) -> Ran:
        """Apply what the files say, a day after the last edit."""
        self.road.sandbox("clock", "+25h")
        return self.road.ok("apply", "--sandbox", "--yes", *argv)

    def plan(self, *argv: str) -> Ran:
        """Plan, as JSON."""
        return self.road.ok("plan", "--sandbox", "-o", "json", *argv)

    def causes(self, *argv: str) -> dict[str, str]:
        """The cause of every change and note, by name."""
        plan = self.plan(*argv).json
        return {
            one["address"].partition(".")[2].partition("/")[0]: one["cause"]
            for one in (*plan["changes"], *plan["drift"])
        }


def begun(road: Road, first: Mapping[str, str | bytes | None]) -> Shop:
    """Begin a project of which everything in the first commit is live."""
    made = shop(road)
    made.git.commit(first)
    made.apply()
    return made


def shop(road: Road, *, folder: str = ".") -> Shop:
    """Begin a project on the branch main, with reviews that end at once."""
    for name in CI:
        road.monkeypatch.delenv(name, raising=False)
    road.monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    made = commits.new(road.folder)
    place = road.folder / folder
    place.mkdir(exist_ok=True)
    road.monkeypatch.chdir(place)
    made.write({".gitignore": ".wa-sync/\n"})
    inside = commits.Checkout(place)
    inside.write({"wa-sync.yaml": PROJECT})
    road.sandbox("review", "now")
    return Shop(road, inside)
