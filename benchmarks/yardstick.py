"""The bare yardstick of what a plan has to do at the very least.

    python yardstick.py FOLDER URL

CSafeLoader, jsonschema-rs, httpx and json, equality only, one write. It keeps no
places, explains nothing, checks no rule and knows no difference between what is
written and what is read.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import data
import httpx
import jsonschema_rs
import yaml


PAGE = "250"


def schema() -> dict[str, object]:
    """The shape of a document, roughly."""
    component = {
        "type": "object",
        "required": ["type"],
        "properties": {
            "type": {"enum": ["HEADER", "BODY", "FOOTER", "BUTTONS"]},
            "format": {"type": "string"},
            "text": {"type": "string"},
            "example": {"type": "object"},
            "buttons": {"type": "array", "items": {"type": "object"}},
        },
        "additionalProperties": False,
    }
    entry = {
        "type": "object",
        "required": ["name", "language", "category", "components"],
        "properties": {
            "name": {"type": "string"},
            "language": {"type": "string"},
            "category": {"type": "string"},
            "components": {"type": "array", "items": component},
        },
        "additionalProperties": False,
    }
    templates = {"type": "array", "items": entry}
    return {"type": "object", "properties": {"message_templates": templates}}


def declared(folder: Path) -> dict[tuple[str, str], object]:
    """Read and validate every file."""
    validator = jsonschema_rs.validator_for(schema())
    found = {}
    for path in sorted(folder.glob("templates/*.yaml")):
        with path.open("rb") as file:
            document = yaml.load(file, yaml.CSafeLoader)
        validator.validate(document)
        for entry in document["message_templates"]:
            found[entry["name"], entry["language"]] = entry["components"]
    return found


def live(url: str) -> dict[tuple[str, str], object]:
    """List everything, page by page."""
    found: dict[tuple[str, str], object] = {}
    after = None
    with httpx.Client(base_url=url) as client:
        while True:
            params = {"limit": PAGE} | ({"after": after} if after else {})
            answer = client.get(f"/v23.0/{data.WABA}/message_templates", params=params)
            page = json.loads(answer.content)
            for item in page["data"]:
                found[item["name"], item["language"]] = item["components"]
            if "next" not in page["paging"]:
                return found
            after = page["paging"]["cursors"]["after"]


def main() -> None:
    """Compare, and write what differs in one go."""
    desired, there = declared(Path(sys.argv[1])), live(sys.argv[2])
    lines = [
        f"~ {name} [{language}]"
        for (name, language), components in sorted(desired.items())
        if components != there.get((name, language))
    ]
    sys.stdout.write("\n".join([*lines, f"{len(lines)} changes\n"]))


if __name__ == "__main__":
    main()
