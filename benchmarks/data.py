"""Realistic templates: about 1 KB each as YAML, and the same as Meta lists them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any


if TYPE_CHECKING:
    from pathlib import Path


WABA = "102290129340398"
SENTENCE = (
    "Hello {{{{1}}}}, your order number {{{{2}}}} from our shop {n} left the "
    "workshop this morning and travels with our usual carrier; it should "
    "reach you on {{{{3}}}}.\n"
    "You can follow every step of its way on the page behind the button below. If "
    "nobody is at home, a neighbour may sign for it, or it waits for you at the "
    "nearest pick-up point for seven days. Thank you for buying with us!"
)
LANGUAGES = ("en_US", "pt_BR", "es_MX", "de")


def template(n: int) -> dict[str, Any]:
    """The n-th template, as a person declares it."""
    return {
        "name": f"delivery_update_{n // len(LANGUAGES):05d}",
        "language": LANGUAGES[n % len(LANGUAGES)],
        "category": "UTILITY",
        "components": [
            {"type": "HEADER", "format": "TEXT", "text": f"Parcel {n} on its way"},
            {
                "type": "BODY",
                "text": SENTENCE.format(n=n),
                "example": {"body_text": [["Ana", f"A-{n}", "Tuesday"]]},
            },
            {"type": "FOOTER", "text": f"Shop {n}, Lisbon"},
            {
                "type": "BUTTONS",
                "buttons": [
                    {
                        "type": "URL",
                        "text": "Track parcel",
                        "url": "https://shop.example/track/{{1}}",
                        "example": [f"https://shop.example/track/{n}"],
                    },
                    {"type": "QUICK_REPLY", "text": "Talk to us"},
                ],
            },
        ],
    }


def live(n: int, *, differs: bool) -> dict[str, Any]:
    """The n-th template, as Meta lists it; with another footer where it differs."""
    declared = template(n)
    components = json.loads(json.dumps(declared["components"]))
    if differs:
        components[2]["text"] = "Edited in the web UI"
    return {
        "name": declared["name"],
        "parameter_format": "POSITIONAL",
        "components": components,
        "language": declared["language"],
        "status": "APPROVED",
        "category": declared["category"],
        "id": str(900_000_000_000_000 + n),
    }


def yaml_entry(n: int) -> str:
    """The n-th template as YAML text below ``message_templates:``."""
    declared = template(n)
    header, body, footer, buttons = declared["components"]
    text = body["text"].replace("\n", "\n          ")
    url = buttons["buttons"][0]
    return f"""\
  - name: {declared["name"]}
    language: {declared["language"]}
    category: UTILITY
    components:
      - type: HEADER
        format: TEXT
        text: {header["text"]}
      - type: BODY
        text: |-
          {text}
        example:
          body_text: [[Ana, A-{n}, Tuesday]]
      - type: FOOTER
        text: {footer["text"]}
      - type: BUTTONS
        buttons:
          - type: URL
            text: Track parcel
            url: "{url["url"]}"
            example: ["{url["example"][0]}"]
          - type: QUICK_REPLY
            text: Talk to us
"""


PROJECT = f"""\
version: 1
accounts:
  bench:
    waba_id: "{WABA}"
    endpoint: meta
    limits: {{max_changes: 100000}}
"""


def write_project(folder: Path, count: int, *, one_file: bool) -> None:
    """Write a project with that many templates, one a file or all in one."""
    templates = folder / "templates"
    templates.mkdir(parents=True)
    (folder / "wa-sync.yaml").write_text(PROJECT)
    head = "version: 1\nmessage_templates:\n"
    if one_file:
        entries = "".join(yaml_entry(n) for n in range(count))
        (templates / "all.yaml").write_text(head + entries)
        return
    for n in range(count):
        (templates / f"t{n:05d}.yaml").write_text(head + yaml_entry(n))
