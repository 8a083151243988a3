"""SARIF 2.1.0, for code scanning (OASIS sarif-v2.1.0; GitHub docs, "SARIF support")."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from wa_sync.model.finding import Severity
from wa_sync.render.ci.fingerprints import fingerprinted
from wa_sync.render.ci.seen import seen
from wa_sync.render.sinks.json import document


if TYPE_CHECKING:
    from collections.abc import Sequence

    from wa_sync.model.finding import Diagnostic
    from wa_sync.model.source import Json, Span
    from wa_sync.render.sinks.json import Document

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/"
    "sarif-schema-2.1.0.json"
)
_LEVEL = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "note",
}


def sarif(
    diagnostics: Sequence[Diagnostic], *, version: str, prefix: str = "", project: str
) -> Document:
    """Return one run as a document. Columns count code points, as spans do.

    Code scanning takes no result without a place, so those without one are put to
    the file ``project``. ``prefix`` leads from the repository to where paths begin.
    """
    rules = sorted({one.finding.rule for one in diagnostics})
    index = {rule: place for place, rule in enumerate(rules)}
    results = [
        _result(one, fingerprint, index, prefix, project)
        for one, fingerprint in fingerprinted(diagnostics)
    ]
    run: Json = {
        "tool": {
            "driver": {
                "name": "wa-sync",
                "semanticVersion": version,
                "rules": [_rule(rule) for rule in rules],
            }
        },
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {
            "SRCROOT": {"description": {"text": "the root of the repository"}}
        },
        "results": results,
    }
    return document({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(rule: str) -> Json:
    return {
        "id": rule,
        "shortDescription": {"text": rule.replace("_", " ").capitalize()},
    }


def _result(
    item: Diagnostic,
    fingerprint: str,
    index: dict[str, int],
    prefix: str,
    project: str,
) -> Json:
    found = item.finding
    hint = "" if found.hint is None else f"\n\nHint: {found.hint}"
    result: dict[str, Json] = {
        "ruleId": found.rule,
        "ruleIndex": index[found.rule],
        "level": _LEVEL[found.severity],
        "message": {"text": f"{found.message}{hint}"},
        "locations": [_location(item, prefix, project)],
        "partialFingerprints": {"waSync/v1": fingerprint},
    }
    return result


def _location(item: Diagnostic, prefix: str, project: str) -> Json:
    path = project if item.span is None else item.span.file.path
    location: dict[str, Json] = {
        "physicalLocation": {
            "artifactLocation": {
                "uri": _uri(seen(prefix, path)),
                "uriBaseId": "SRCROOT",
            },
            "region": _region(item.span),
        }
    }
    if item.address is not None:
        location["logicalLocations"] = [
            {"fullyQualifiedName": str(item.address), "kind": "resource"}
        ]
    return location


def _uri(path: str) -> str:
    # a path that is no text, as Linux allows, has surrogates for its bytes
    return quote(path, errors="surrogatepass")


def _region(span: Span | None) -> Json:
    if span is None:
        return {"startLine": 1}
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }
