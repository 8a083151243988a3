"""An account on which one apply has much to do: every way of writing, and paging.

``lay_out`` writes what is declared, ``prepare`` makes a sandbox as it was before, and
``EXPECTED`` names every mutation that leads from one to the other, each once.
"""

from __future__ import annotations

import base64
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from support.sandbox_account import ACCOUNT, ROUTES

from wa_sync.graph.session import open_writer
from wa_sync.http.client import Http
from wa_sync.http.secret import Secret
from wa_sync.model.source import Json, Spec, array, mapping
from wa_sync.sandbox import review
from wa_sync.sandbox.server import serve
from wa_sync.sandbox.world import World


PAGE = 12
"""How many templates the API gives at once; the account has several pages of them."""
PROJECT = f"""\
version: 1
accounts:
  demo:
    waba_id: "{ACCOUNT.waba_id}"
    phone_number_id: "{ACCOUNT.phone_number_id}"
    endpoint: meta
    app_id: "{ACCOUNT.app_id}"
    limits: {{max_deletes: 2, max_delete_percent: 100}}
business_profile:
  about: Open daily
  websites: [https://shop.example]
"""
PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJ"
    "RU5ErkJggg=="
)
NEW = ("welcome/en_US", "welcome/es_MX", "welcome/pt_BR", "thanks/en_US", "promo/en_US")
CHANGED = ("order_sent/en_US", "order_sent/de", "order_paid/en_US", "refund/en_US")
GONE = ("summer_sale/en_US", "summer_sale/es_MX")
KEPT = tuple(f"kept_{number:02}/en_US" for number in range(12))
STRANGE = tuple(f"by_hand_{number:02}/en_US" for number in range(14))
PAGES = -(-len((*CHANGED, *GONE, *KEPT, *STRANGE)) // PAGE)
"""How many of them a list has before anything is applied."""
MEDIA = "promo/en_US"
PROFILE = ("edit", "business_profile", ACCOUNT.phone_number_id or "")
Mutation = tuple[str, str, str]
EXPECTED: Counter[Mutation] = Counter(
    [
        *(("create", "message_template", key) for key in NEW),
        *(("edit", "message_template", key) for key in CHANGED),
        *(("delete", "message_template", key) for key in GONE),
        PROFILE,
    ]
)


def lay_out(folder: Path) -> None:
    """Write the project."""
    folder.mkdir(parents=True)
    (folder / "wa-sync.yaml").write_text(PROJECT, encoding="utf-8")
    (folder / "promo.png").write_bytes(PICTURE)
    lines = ["version: 1", "message_templates:"]
    for key in (*NEW, *CHANGED, *KEPT):
        lines += _entry(key, body(key))
    lines += ["removed:", *(f"  - message_template: {key}" for key in GONE)]
    (folder / "all.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def body(key: str) -> str:
    """Return the text that is declared for a template."""
    return f"This is the text of {key.replace('/', ' in ')} as it is declared."


def _entry(key: str, text: str) -> Iterator[str]:
    name, _, language = key.partition("/")
    yield f"  - name: {name}"
    yield f"    language: {language}"
    yield f"    category: {'MARKETING' if key == MEDIA else 'UTILITY'}"
    yield "    components:"
    if key == MEDIA:
        yield "      - {type: HEADER, format: IMAGE, asset: promo.png}"
    yield f"      - {{type: BODY, text: {text}}}"


def prepare(path: Path) -> None:
    """Make the sandbox as it was before, in a file that can be copied.

    All that is in it is some days old: of what was approved a moment ago nobody can
    tell whether it was edited since.
    """
    with serve(path, routes=ROUTES) as served, Http() as http:
        served.world.clock.move(timedelta(days=-10))
        served.world.store.set(review.MODE, review.NOW)
        token = Secret("EAAsandboxtoken0000")
        writer = open_writer(http, ACCOUNT, token, origin=served.url)
        for key in (*CHANGED, *GONE, *KEPT, *STRANGE):
            name, _, language = key.partition("/")
            text = body(key) if key in KEPT else "It was another text before that."
            part: Json = {"type": "BODY", "text": text}
            posted: dict[str, Json] = {"name": name, "language": language}
            posted |= {"category": "UTILITY", "components": [part]}
            writer.post(f"{ACCOUNT.waba_id}/message_templates", posted)
        # from here on a review takes a moment, as Meta's do at least
        served.world.store.set(review.MODE, None)
        served.world.clock.reset()


def texts(world: World) -> dict[str, str]:
    """Return the body that the server holds of every declared template."""
    return {
        f"{one.name}/{one.variant}": _body_of(one.doc)
        for one in world.objects.select("message_template", "1", ())
        if f"{one.name}/{one.variant}" not in STRANGE
    }


def _body_of(doc: Spec) -> str:
    parts = map(mapping, array(doc.get("components")))
    return next(str(part["text"]) for part in parts if part["type"] == "BODY")


DECLARED = {key: body(key) for key in (*NEW, *CHANGED, *KEPT)}
"""What ``texts`` shows when everything is as it is declared."""
