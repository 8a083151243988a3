"""Two checkouts and what the API says to them: a few changes, and many templates."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from pathlib import Path

from support.answers import CORPUS
from support.crooked import empty
from support.overheard import Overheard
from support.workbench import PROJECT, Workbench, templates

from wa_sync.kinds import BY_NAME
from wa_sync.model.source import Json


CHANGES = (
    templates(a="One.", b="Two.")
    + "business_profile: {about: Hello}\nremoved: [{message_template: gone/en_US}]\n"
)
"""A create, an update of a template and one of a profile, and a delete."""


def few(folder: Path) -> tuple[Overheard, Workbench]:
    """Record a plan and its apply; both are given again whenever they are asked."""
    talk, bench = _begun(folder, CHANGES)
    bench.put("b", "Old.")
    bench.put("gone", "Bye.")
    talk.forget()
    outcomes = bench.apply(bench.plan(), allow_delete=True)
    assert [one.state.value for one in outcomes] == ["done"] * 4
    talk.turns = len(talk.asked)
    return _recorded(talk), bench


def many(folder: Path) -> tuple[Overheard, Workbench]:
    """Record a plan on which there is nothing to do, and a look at each template."""
    entries: list[Json] = [*_valid().values()]
    document = {"version": 1, "message_templates": entries}
    talk, bench = _begun(folder, json.dumps(document, ensure_ascii=False))
    for change in (made := bench.plan()).changes:
        bench.apply(type(made)(complete=True, accounts=(), changes=(change,)))
    talk.forget()
    assert bench.plan().changes == ()
    talk.turns = len(talk.asked)
    kind, hands = BY_NAME["message_template"], bench.hands()
    for live in kind.read(hands.writer, hands.account).objects:
        kind.find(hands.writer, hands.account, live.address, live.live_id)
    return _recorded(talk), bench


def _begun(folder: Path, document: str) -> tuple[Overheard, Workbench]:
    folder.mkdir()
    (folder / "wa-sync.yaml").write_text(PROJECT, encoding="utf-8")
    (folder / "all.yaml").write_text(document, encoding="utf-8")
    talk = Overheard(*empty())
    return talk, talk.bench(folder)


def _recorded(talk: Overheard) -> Overheard:
    talk.app = None
    return talk


def _valid() -> Mapping[tuple[str, str], Json]:
    """Return the payloads that Meta takes, one for each name and language."""
    with (CORPUS / "sources.tsv").open(encoding="utf-8", newline="") as file:
        rows = [*csv.DictReader(file, delimiter="\t")]
    found: dict[tuple[str, str], Json] = {}
    for row in rows:
        if (row["kind"], row["meta_would_accept"]) == ("create", "valid"):
            one = json.loads((CORPUS / row["file"]).read_text(encoding="utf-8"))
            found.setdefault((one["name"], one["language"]), one)
    return found
