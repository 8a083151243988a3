"""Real payloads and answers that nobody here wrote, down the whole road."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from support.road import CORPUS, PROJECT, Road


def rows(kind: str) -> list[dict[str, str]]:
    """Return the corpus items of a kind, as sources.tsv lists them."""
    with (CORPUS / "sources.tsv").open(encoding="utf-8", newline="") as file:
        return [
            row for row in csv.DictReader(file, delimiter="\t") if row["kind"] == kind
        ]


def payload(row: dict[str, str]) -> Any:  # noqa: ANN401 - a document of any shape
    """Return a document of the corpus."""
    return json.loads((CORPUS / row["file"]).read_text(encoding="utf-8"))


def ids(row: dict[str, str]) -> str:
    """Name a test after the item."""
    return row["id"]


CREATES = rows("create")
VALID = [row for row in CREATES if row["meta_would_accept"] == "valid"]
INVALID = [row for row in CREATES if row["meta_would_accept"] == "invalid"]


def declare(road: Road, row: dict[str, str]) -> None:
    """Declare a payload as it is: JSON is YAML."""
    document = {"version": 1, "message_templates": [payload(row)]}
    road.project(json.dumps(document, ensure_ascii=False, indent=1))


def tree(folder: Path) -> dict[str, str]:
    """Return every YAML file below a folder."""
    return {
        str(path.relative_to(folder)): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*.yaml"))
    }


def imports_cleanly(road: Road) -> None:
    """Import everything, plan on it: nothing to do; import again: the same bytes."""
    road.write("elsewhere/wa-sync.yaml", PROJECT)
    db = road.folder / ".wa-sync"
    folder = road.folder / "elsewhere"
    db.rename(folder / ".wa-sync")
    road.ok("import", "-C", "elsewhere", "--sandbox", "--all")
    first = tree(folder)
    road.ok("validate", "-C", "elsewhere")
    plan = road.ok("plan", "-C", "elsewhere", "--sandbox", "-o", "json").json
    assert plan["changes"] == []
    assert plan["unmanaged"] == []
    for name in first:
        if name != "wa-sync.yaml":
            (folder / name).unlink()
    road.ok("import", "-C", "elsewhere", "--sandbox", "--all")
    assert tree(folder) == first


@pytest.mark.parametrize("row", VALID, ids=ids)
def test_a_valid_payload_is_created_and_settles(
    road: Road, row: dict[str, str]
) -> None:
    """What Meta takes is taken, and after apply there is nothing to do, ever."""
    declare(road, row)
    road.ok("validate")
    report = road.ok("apply", "--sandbox", "--yes", "-o", "json").json
    assert [outcome["state"] for outcome in report["outcomes"]] == ["done"]
    plan = road.ok("plan", "--sandbox", "-o", "json").json
    assert plan["changes"] == []
    assert plan["summary"]["unchanged"] == 1
    imports_cleanly(road)


@pytest.mark.parametrize("row", INVALID, ids=ids)
def test_an_invalid_payload_is_refused_offline(road: Road, row: dict[str, str]) -> None:
    """What Meta would refuse never leaves the machine."""
    declare(road, row)
    assert road.run("validate").code == 3
    assert road.run("apply", "--sandbox", "--yes").code == 3
    assert not (road.folder / ".wa-sync").exists()


@pytest.mark.parametrize("row", rows("get") + rows("page"), ids=ids)
def test_what_is_live_imports_and_then_plans_empty(
    road: Road, row: dict[str, str]
) -> None:
    """Whatever Meta lists can be taken over as it is."""
    seed = road.write("seed.json", json.dumps(payload(row), ensure_ascii=False))
    road.sandbox("seed", str(seed), "--waba", "102290129340398")
    seed.unlink()
    imports_cleanly(road)
