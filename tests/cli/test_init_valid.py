"""wa-sync init: what it writes is valid, beside whatever was there before."""

from __future__ import annotations

import json

import pytest
from support.road import Road


WABA = "102290129340398"
INIT = ("init", "--sandbox", "--waba-id", WABA)
TEMPLATE = """\
version: 1
message_templates:
  - name: order_update
    language: en_US
    category: UTILITY
    components:
      - {type: BODY, text: Your order has left our workshop.}
"""


def written(road: Road) -> list[str]:
    """Name the files that are there, but for those of the sandbox."""
    found = (path.relative_to(road.folder) for path in road.folder.rglob("*.*"))
    return sorted(str(one) for one in found if one.parts[0] != ".wa-sync")


@pytest.mark.parametrize("option", ["--waba-id", "--phone-number-id"])
@pytest.mark.parametrize("value", ["1", "1234", "1" * 21, "12345x"])
def test_an_id_that_the_file_may_not_have_is_refused_at_once(
    road: Road, option: str, value: str
) -> None:
    """Before anything is asked or written: the project would not be valid."""
    ran = road.run("init", "--sandbox", "--no-import", option, value)
    assert (ran.code, ran.out) == (64, "")
    said = f"{value!r} does not fit: digits only, 5 to 20 of them."
    assert ran.err.splitlines()[-1].endswith(said)
    assert written(road) == []


def test_a_file_that_would_not_be_valid_stops_it(road: Road) -> None:
    """It is said which, and nothing is written beside it."""
    road.write("templates/x.yaml", "version: 1\nmessage_template: []\n")
    ran = road.run(*INIT)
    assert (ran.code, ran.out) == (3, "")
    assert " --> templates/x.yaml:2:1\n" in ran.err
    assert ran.err.endswith(
        "error: with templates/x.yaml, which is there already, the project would not "
        "be valid; nothing was written\n"
        "  hint: mend it or move it away; --no-import leaves out what is live; -C DIR "
        "begins the project in another folder\n"
    )
    assert written(road) == ["templates/x.yaml"]


def test_what_is_declared_already_is_not_declared_twice(road: Road) -> None:
    """An import would write it once more."""
    file = road.folder.parent / "live.json"
    body = [{"type": "BODY", "text": "Your order has left our workshop."}]
    names = {"name": "order_update", "language": "en_US", "category": "UTILITY"}
    file.write_text(json.dumps([{**names, "status": "APPROVED", "components": body}]))
    road.sandbox("seed", str(file), "--waba", WABA)
    road.write("templates/x.yaml", TEMPLATE)
    assert road.run(*INIT).code == 3
    assert written(road) == ["templates/x.yaml"]


def test_what_was_there_before_is_not_called_live(road: Road) -> None:
    """A plan makes of it what it will."""
    road.write("templates/x.yaml", TEMPLATE)
    ran = road.ok(*INIT)
    assert (
        "  wa-sync plan --sandbox    # templates/x.yaml was there before\n" in ran.err
    )
    assert road.run("plan", "--sandbox", "--detailed-exitcode").code == 2


def test_several_files_that_were_there_are_counted(road: Road) -> None:
    """Without an import as well."""
    road.write("templates/x.yaml", TEMPLATE)
    road.write("templates/y.yaml", TEMPLATE.replace("order_update", "other"))
    ran = road.ok(*INIT, "--no-import")
    assert "# 2 files were there before\n" in ran.err
