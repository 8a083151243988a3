"""Real payloads: what Meta takes and shows, the sandbox takes and shows."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from support.graph_caller import TEMPLATES, WABA, calling

from wa_sync.kinds.message_template.sandbox.read_back import NAMED_ONLY
from wa_sync.kinds.message_template.sandbox.seed import seed
from wa_sync.model.source import array, mapping


if TYPE_CHECKING:
    from wa_sync.model.source import Json, Spec


CORPUS = Path(__file__).parents[1] / "corpus"


def load(path: Path) -> Json:
    """Read one document of the corpus."""
    value: Json = json.loads(path.read_text(encoding="utf-8"))
    return value


def creates(verdict: str) -> list[str]:
    """Return the files of the creates that were judged so."""
    with (CORPUS / "sources.tsv").open(encoding="utf-8") as file:
        rows = csv.DictReader(file, delimiter="\t")
        return [
            row["file"]
            for row in rows
            if row["kind"] == "create" and row["meta_would_accept"] == verdict
        ]


@pytest.mark.parametrize("file", creates("valid"))
def test_what_meta_would_take_is_taken(file: str) -> None:
    """Every create that was judged valid is accepted and can be read."""
    with calling() as caller:
        status, body = caller.ask("POST", TEMPLATES, json=load(CORPUS / file))
        assert status == 200, body
        node = str(mapping(body)["id"])
        assert mapping(caller.get(node))["status"] == "APPROVED"


@pytest.mark.parametrize("file", creates("invalid"))
def test_what_meta_would_refuse_is_refused(file: str) -> None:
    """Every create that was judged invalid gets a 400, and leaves nothing."""
    with calling() as caller:
        status, body = caller.ask("POST", TEMPLATES, json=load(CORPUS / file))
        assert status == 400, body
        assert caller.get(TEMPLATES) == {"data": []}


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("create/c-b74bef3744.json", "get/g-03765a5bac.json"),
        ("create/c-5d024e817d.json", "get/g-34f4989ad5.json"),
    ],
)
def test_recorded_pairs_come_out_equal(sent: str, shown: str) -> None:
    """A create reads back as the live answer for the same template."""
    unasked = {"disable_ios_autofill", "is_primary_device_delivery_only"}
    recorded = mapping(load(CORPUS / shown))
    with calling() as caller:
        for option in unasked:
            caller.set(option, value=0)
        node = caller.ask("POST", TEMPLATES, json=load(CORPUS / sent))[1]
        read = mapping(caller.get(str(mapping(node)["id"])))
    moved = {"id", "status", "previous_category", "parameter_format", "category"}
    assert {key: value for key, value in read.items() if key not in moved} == {
        key: value for key, value in recorded.items() if key not in moved
    }


def items() -> list[Spec]:
    """Return every template that an answer of the corpus holds."""
    singles = [load(path) for path in sorted((CORPUS / "get").glob("*.json"))]
    pages = [load(path) for path in sorted((CORPUS / "page").glob("*.json"))]
    listed = [one for page in pages for one in array(mapping(page)["data"])]
    return [mapping(one) for one in (*singles, *listed)]


def test_every_recorded_answer_can_be_loaded() -> None:
    """Each captured template, loaded as it is, is shown as it is."""
    with calling() as caller:
        for item in items():
            with caller.world.store.transaction():
                node = seed(caller.world, WABA, item)
            plain = {key: item[key] for key in item if key not in NAMED_ONLY}
            first = mapping(caller.get(TEMPLATES, limit="1"))["data"]
            assert first == [{**plain, "id": node}]
