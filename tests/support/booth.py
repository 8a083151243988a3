"""A project with a saved plan, and a forge beside it, as CI would have them."""

from __future__ import annotations

import json
from dataclasses import dataclass

from support.forge import NUMBER, PROJECT, REPO, TOKEN, World
from support.road import PROJECT as ONE
from support.road import TEMPLATES, Ran, Road


CI = (
    *("GITHUB_REPOSITORY", "GITHUB_EVENT_PATH", "GITHUB_API_URL", "GITHUB_TOKEN"),
    *("CI_PROJECT_ID", "CI_MERGE_REQUEST_PROJECT_ID", "CI_MERGE_REQUEST_IID"),
    *("CI_API_V4_URL", "GITLAB_TOKEN"),
)
"""What CI says of itself in the environment."""
MARK = "<!-- wa-sync:plan account=demo v=1 digest="


@dataclass
class Booth:
    """A project with a saved plan, and a forge beside it."""

    road: Road
    world: World
    url: str

    def github(self, **event: object) -> None:
        """Be in a workflow of GitHub, for the pull request of the tests."""
        told = event or {"pull_request": {"number": NUMBER}}
        path = self.road.folder.parent / "event.json"
        path.write_text(json.dumps(told))
        self.road.env(
            GITHUB_REPOSITORY=REPO,
            GITHUB_EVENT_PATH=str(path),
            GITHUB_API_URL=self.url,
            GITHUB_TOKEN=TOKEN,
        )

    def gitlab(self, **more: str) -> None:
        """Be in a pipeline of GitLab, for the merge request of the tests."""
        told = {
            "CI_PROJECT_ID": PROJECT,
            "CI_MERGE_REQUEST_IID": str(NUMBER),
            "CI_API_V4_URL": f"{self.url}/api/v4",
            "GITLAB_TOKEN": TOKEN,
        }
        self.road.env(**{**told, **more})

    def plan(self, project: str = ONE, templates: str = TEMPLATES) -> None:
        """Save a plan."""
        self.road.project(templates, project=project)
        self.road.ok("plan", "--sandbox", "--out", "plan.json")

    def comment(self, *argv: str) -> Ran:
        """Run the command."""
        return self.road.run("comment", "plan.json", "--max-wait", "0", *argv)
