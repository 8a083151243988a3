"""What every kind of resource has to hold, whatever it is."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import jsonschema_rs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support import sendable
from support.road import Road

from wa_sync.canonical import equal
from wa_sync.cli import contract, formats
from wa_sync.kinds import BY_NAME, KINDS


if TYPE_CHECKING:
    from collections.abc import Mapping

    from wa_sync.kind import Kind
    from wa_sync.model.source import Json, Spec


DECLARATIONS: dict[str, st.SearchStrategy[Spec]] = {
    "message_template": sendable.templates(),
    "business_profile": sendable.profiles(),
}
"""How declarations of each kind are drawn: a new kind brings its own."""

each_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
"""A test of every kind."""

on_a_road = settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
"""Whole runs take their time."""


def document(kind: Kind, entry: Spec) -> str:
    """A document that declares one entry."""
    section: Json = [entry] if kind.many else entry
    return json.dumps({"version": 1, kind.section: section}, ensure_ascii=False)


def test_every_kind_brings_declarations() -> None:
    """A kind that is registered is tested."""
    assert DECLARATIONS.keys() == BY_NAME.keys()


@each_kind
@given(data=st.data())
def test_normalising_twice_changes_nothing(kind: Kind, data: st.DataObject) -> None:
    """A normal form is normal."""
    once = kind.normalize(data.draw(DECLARATIONS[kind.name]))
    assert equal(kind.normalize(once), once)


@each_kind
@given(data=st.data())
def test_a_normal_form_is_a_valid_declaration(kind: Kind, data: st.DataObject) -> None:
    """So import needs no inverse, and findings on it fit the file."""
    spec = kind.normalize(data.draw(DECLARATIONS[kind.name]))
    shape = jsonschema_rs.validator_for(dict(kind.schema()))
    assert [error.message for error in shape.iter_errors(spec)] == []


@each_kind
@given(data=st.data())
@on_a_road
def test_apply_then_plan_is_empty(road: Road, kind: Kind, data: st.DataObject) -> None:
    """Whatever Meta does to what was sent, a second plan has nothing to do."""
    entry = data.draw(DECLARATIONS[kind.name])
    road.project(document(kind, entry))
    road.sandbox("reset")
    road.ok("apply", "--sandbox", "--yes", "-q")
    plan = road.ok("plan", "--sandbox", "-o", "json").json
    assert plan["changes"] == []


@each_kind
@given(data=st.data())
@on_a_road
def test_import_then_plan_is_empty(road: Road, kind: Kind, data: st.DataObject) -> None:
    """What is live becomes files that say the same, and importing again the same files.

    The files replace the declaration that live comes from.
    """
    entry = data.draw(DECLARATIONS[kind.name])
    road.project(document(kind, entry))
    road.sandbox("reset")
    road.ok("apply", "--sandbox", "--yes", "-q")
    shutil.rmtree(road.folder / "templates")
    road.ok("import", "--all", "--sandbox")
    plan = road.ok("plan", "--sandbox", "-o", "json").json
    assert plan["changes"] == []
    assert plan["unmanaged"] == []
    assert plan["summary"]["unchanged"] == 1 + kind.many
    first = _files(road)
    road.ok("import", "--all", "--sandbox", "--force")
    assert _files(road) == first
    for path in first.keys() - {"wa-sync.yaml"}:
        (road.folder / path).unlink()


def _files(road: Road) -> dict[str, bytes]:
    return {
        str(path.relative_to(road.folder)): path.read_bytes()
        for path in road.folder.rglob("*.yaml")
    }


@each_kind
@given(data=st.data())
@on_a_road
def test_every_finding_points_to_a_place(
    road: Road, kind: Kind, data: st.DataObject
) -> None:
    """A mistake is shown where it was made: unknown keys at every depth included."""
    entry = data.draw(DECLARATIONS[kind.name])
    pointers = list(_mappings(entry, ()))
    at = data.draw(st.sampled_from(pointers))
    road.project(document(kind, _with_key(entry, at, "no_such_key")))
    ran = road.run("validate", "-o", "json")
    found = ran.json["diagnostics"]
    assert ran.code == 3
    assert "unknown_key" in {one["rule"] for one in found}
    for one in found:
        assert one["file"] == "templates/all.yaml"
        assert one["line"] >= 1
        assert one["column"] >= 1


def _mappings(value: Json, at: tuple[str | int, ...]) -> list[tuple[str | int, ...]]:
    """Return the place of every mapping whose keys are known."""
    found = []
    if isinstance(value, dict):
        found.append(at)
        for key, below in value.items():
            if key not in {"raw", "languages"} and not (
                key == "example" and isinstance(below, dict)
            ):
                found += _mappings(below, (*at, key))
    elif isinstance(value, list):
        for index, below in enumerate(value):
            found += _mappings(below, (*at, index))
    return found


def _with_key(entry: Spec, at: tuple[str | int, ...], key: str) -> Spec:
    whole = json.loads(json.dumps(entry))
    parent = whole
    for step in at:
        parent = parent[step]
    parent[key] = "x"
    found: Spec = whole
    return found


EVERYTHING: Mapping[str, Json] = {
    "version": 1,
    "message_templates": [
        {
            "name": name,
            "language": "en_US",
            "category": "UTILITY",
            "components": [{"type": "BODY", "text": text}],
        }
        for name, text in (
            ("order_update", "Your order has left our workshop today."),
            ("parcel", "Your parcel has arrived, and waits for you."),
        )
    ],
    "business_profile": {"about": "Open daily", "websites": ["https://a.example"]},
    "removed": [{"message_template": "gone/de"}],
}


FORMATS = {
    "validate": formats.DIAGNOSTICS,
    "plan": formats.PLAN,
    "contract": contract.FORMATS,
    "apply": frozenset({"text", "json"}),
}


def test_the_same_input_gives_the_same_bytes(road: Road) -> None:
    """Plans, reports and diagnostics can be compared: nothing in them is volatile.

    Each in a process of its own, since Python mixes the order of sets anew in each.
    """
    road.project(json.dumps(EVERYTHING))
    for command in ("validate", "plan", "contract"):
        for form in sorted(FORMATS[command]):
            assert _said(road, command, form, "0") == _said(road, command, form, "1")
    reports = []
    for seed in ("0", "1"):
        road.sandbox("reset")
        forms = sorted(FORMATS["apply"])
        reports.append([_said(road, "apply", form, seed) for form in forms])
    assert reports[0] == reports[1]


def _said(road: Road, command: str, form: str, seed: str) -> bytes:
    options = {"plan": ("--sandbox",), "apply": ("--sandbox", "--yes")}
    given = options.get(command, ())
    ran = subprocess.run(
        [sys.executable, "-m", "wa_sync", command, *given, "-o", form],
        cwd=road.folder,
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        check=False,
    )
    # where nothing is wrong, GitHub is told nothing
    assert ran.stdout or form == "github", ran.stderr
    assert ran.returncode == 0
    return ran.stdout
