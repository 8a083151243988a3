"""Message templates out of YAML and JSON, by the same doors that wa-sync uses."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from wa_sync.config.reader import read
from wa_sync.config.schema import document_schema
from wa_sync.config.shape import Shape
from wa_sync.config.wants import wants_of
from wa_sync.kinds.message_template.expand import expand
from wa_sync.kinds.message_template.schema import schema
from wa_sync.model.resource import Address, Declared
from wa_sync.model.source import Origin, array, mapping, text


if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from wa_sync.config.reader import Document
    from wa_sync.model.source import Json, Spec


TESTS = Path(__file__).parents[1]
CASES = TESTS / "cases"
CORPUS = TESTS / "corpus"
SECTION = "message_templates"
READ_ONLY = frozenset({"id", "previous_category", "quality_score", "status"})


@cache
def whole() -> Mapping[str, Json]:
    """Return the schema of a document with templates alone."""
    return document_schema({SECTION: (True, schema())})


@cache
def shape() -> Shape:
    """Return the judge of such documents."""
    return Shape(whole())


def document(content: str) -> Document:
    """Read one YAML document that holds no mistake of form."""
    reading = read(content.encode(), "templates.yaml", wants_of(whole()))
    assert not reading.diagnostics, reading.diagnostics
    (found,) = reading.documents
    return found


def pasted(template: Json) -> Document:
    """Read a template that somebody pasted into a file as JSON."""
    line = json.dumps(template, ensure_ascii=False)
    return document(f"version: 1\n{SECTION}:\n  - {line}\n")


def variants(found: Document) -> list[Spec]:
    """Return the variants that a document declares."""
    entries = array(found.value.get(SECTION))
    return [one.entry for entry in entries for one in expand(mapping(entry))]


def declared(found: Document) -> Sequence[Declared]:
    """Return the variants of a document as the declarations of one account."""
    return [
        Declared(
            account="demo",
            address=Address(
                "message_template", f"{text(one['name'])}/{text(one['language'])}"
            ),
            entry=one,
            spec=one,
            origin=Origin(found.places),
        )
        for one in variants(found)
    ]


def live() -> Iterator[tuple[str, Spec]]:
    """Yield every template of the corpus that the API answered, without its facts."""
    for path in sorted(CORPUS.glob("get/*.json")) + sorted(CORPUS.glob("page/*.json")):
        answer = mapping(json.loads(path.read_text(encoding="utf-8")))
        entries = array(answer["data"]) if "data" in answer else [answer]
        for entry in map(mapping, entries):
            yield path.stem, {k: v for k, v in entry.items() if k not in READ_ONLY}
