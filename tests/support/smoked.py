"""Projects whose smoke tests are run, and reports without what changes each time."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from support.road import TEMPLATES


if TYPE_CHECKING:
    from support.road import Road


PROJECT = """\
version: 1
accounts:
  demo:
    waba_id: "102290129340398"
    phone_number_id: "106540352242922"
    env: [SMOKE_RECIPIENT]
    smoke_recipients: ["${env:SMOKE_RECIPIENT}"]
"""
GOOD = "{template: order_update, language: en_US, examples: true}"
GONE = "{name: gone, template: gone, language: de, expect: {code: 132001}}"
WRONG = "{name: wrong, template: order_update, language: en_US, examples: true, "
WRONG += "expect: {code: 132000}}"
NUMBER = "+1 555 010 0100"


def smoky(road: Road, *tests: str, project: str = PROJECT) -> None:
    """A project whose template is live and approved on its sandbox; tests from line 3.

    The recipient is in the environment.
    """
    road.project(TEMPLATES, project=project)
    lines = ["version: 1", "smoke_tests:", *(f"  - {one}" for one in tests)]
    road.write("smoke.yaml", "\n".join(lines) + "\n")
    road.env(SMOKE_RECIPIENT=NUMBER)
    road.ok("apply", "--sandbox", "--yes", "-a", "demo")


def plain(said: str) -> str:
    """Leave out what is another one in each run: ids and traces."""
    return re.sub(r"wamid\.[\w=+/]+", "wamid.…", re.sub(r"trace \w+", "trace …", said))
