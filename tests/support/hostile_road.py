"""Every command, with a hostile text wherever somebody else can put one."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from support import hostile
from support.road import Ran, Road

from wa_sync.model.source import Json
from wa_sync.sandbox import faults, review
from wa_sync.sandbox.faults import Fault
from wa_sync.sandbox.server import Served


WABA = "102290129340398"
ENTRY = """\
version: 1
message_templates:
  - name: order_update
    language: en_US
    category: UTILITY
    components:
      - {{type: BODY, text: {text}}}
      - {{type: FOOTER, text: "Thank you"}}
"""


def harmless(ran: Ran, what: object) -> None:
    """Hold that what was said is harmless, and that nothing crashed."""
    for said in (ran.out, ran.err):
        bare = hostile.without_colour(said)
        assert set(hostile.unseen(bare)) <= {"\t"}, (what, ran)
        assert list(hostile.commands(said)) == [], (what, ran)
        assert list(hostile.commands(bare)) == [], (what, ran)
    assert "Traceback" not in ran.err, (what, ran)
    assert ran.code != 1, (what, ran)
    if ran.out.startswith("{"):
        assert ran.out.isascii(), (what, ran)
        json.loads(ran.out)


def encodable(text: str) -> str:
    """What of a text an argument, a variable or a file name can hold."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()


def typed(road: Road, text: str) -> Iterator[tuple[object, Ran]]:
    """Type it on the command line, in every place."""
    word = encodable(text)
    for argv in (
        (word,),
        ("plan", f"--{word}"),
        ("plan", "--color", word),
        ("plan", "-o", word),
        ("plan", "--timeout", word),
        ("plan", "-C", word),
        ("plan", "--only", word),
        ("plan", "-a", word),
        ("plan", "--endpoint", word),
        ("plan", "--", word),
        ("apply", "--yes", "--expect-digest", word),
        ("apply", "--yes", "--events", f"no/{word}/such"),
        ("validate", "--", word),
        ("show", "--", word),
        ("import", "--layout", word),
        ("import", "--", word),
        ("preview", "--", word),
        ("schema", "--", word),
        ("sandbox", "clock", word),
        ("sandbox", "approve", "--", word),
        ("sandbox", "seed", "--", word),
    ):
        yield argv, road.run(*argv)


def in_the_environment(road: Road, text: str) -> Iterator[tuple[object, Ran]]:
    """Set it as a variable, and as a part of a variable's name."""
    value = encodable(text)
    variables = [
        ("WA_SYNC_COLOR", value),
        ("WA_SYNC_OUTPUT", value),
        ("WA_SYNC_TIMEOUT", value),
        ("WA_SYNC_ONLY", value),
        ("WA_SYNC_ENDPOINT", value),
        ("WA_SYNC_VERBOSE", value),
        ("WHATSAPP_TOKEN", value),
        (f"WA_SYNC_{value.replace('=', '')}", "x"),
    ]
    for name, content in variables:
        road.monkeypatch.setenv(name, content)
        yield name, road.run("plan")
        road.monkeypatch.delenv(name)


def in_files(road: Road, text: str) -> Iterator[tuple[object, Ran]]:
    """Write it into a file, as the name of one, as a key, and as a plan."""
    quoted = json.dumps(text.encode("utf-8", "replace").decode())
    name = encodable(text).replace("/", "_")[:60].strip() or "x"
    contents = {
        "templates/all.yaml": ENTRY.format(text=quoted),
        f"templates/{name}.yaml": ENTRY.format(text="[1, 2"),
        "templates/keys.yaml": f"version: 1\n{quoted}: {quoted}\n",
        "templates/raw.yaml": f"version: 1\nmessage_templates: {text}\n",
        "templates/name.yaml": ENTRY.format(text="ok").replace("order_update", quoted),
        "templates/asset.yaml": ENTRY.format(
            text=f"ok, format: IMAGE, asset: {quoted}"
        ),
        "plan.json": f'{{"format_version": 1, {quoted}: {quoted}}}',
    }
    for path, content in contents.items():
        there = road.folder / path
        there.parent.mkdir(exist_ok=True)
        there.write_bytes(content.encode("utf-8", "surrogatepass"))
        argv = ("show", path) if path == "plan.json" else ("validate", "--", path)
        yield argv, road.run(*argv)
        yield (path, "plan"), road.run("plan", "--sandbox", "-o", "json")
        yield (path, "preview"), road.run("preview", "-o", "html=preview.html")
        yield (path, "preview"), road.run("preview", "--color", "always")
        there.unlink()


SEEING = (
    ("plan", "-v"),
    ("plan", "-o", "json", "--out", "plan.json"),
    ("show", "plan.json"),
    ("apply", "--no-input"),
    ("import", "--all", "--out", "got"),
)


def live(text: str) -> Mapping[str, Json]:
    """A template as a server gives it that means ill."""
    body: Json = {"type": "BODY", "text": text, text: [text, {text: text}]}
    return {
        "id": "1",
        "name": text,
        "language": "en_US",
        "category": text,
        "status": "REJECTED",
        "rejected_reason": text,
        "quality_score": {"score": text},
        "components": [body],
    }


def answered(
    road: Road, served: Served, text: str, *, patient: bool
) -> Iterator[tuple[object, Ran]]:
    """Let the API answer with it: as what is live, and as an error.

    With ``patient`` as what makes no sense, too, which is asked for again and again.
    """
    served.world.store.set(review.MODE, review.NOW)
    road.project(ENTRY.format(text='"Hello there."'))
    url = ("--sandbox-url", served.url, "--max-wait", "0", "--color", "always")
    seeing = {"data": [live(text), {**live(text), "name": "order_update", "id": "2"}]}
    refusal = {
        "error": {
            "message": text,
            "code": 100,
            "error_user_title": text,
            "error_user_msg": text,
            "fbtrace_id": text,
            text: text,
        }
    }
    said = (("apply", "--yes", "-vv"), ("apply", "--yes", "-o", "json"))
    orders: list[tuple[Fault, tuple[tuple[str, ...], ...]]] = [
        (_answer("GET", 200, json.dumps(seeing), "*templates"), SEEING),
        (
            _answer("POST", 400, json.dumps(refusal)),
            (*said, ("apply", "--yes", "--events", "events")),
        ),
        (_answer("GET", 401, json.dumps(refusal)), (("plan",), ("apply", "--yes"))),
    ]
    if patient:
        orders.append((_answer("GET", 400, encodable(text)), (("plan",),)))
    for fault, argvs in orders:
        faults.order(served.world, fault)
        for argv in argvs:
            more = url if argv[0] != "show" else ()
            yield argv, road.run(*argv, *more)
        faults.clear(served.world)


def _answer(method: str, status: int, body: str, path: str = "*") -> Fault:
    return Fault(
        what="answer", method=method, path=path, status=status, body=body, times=0
    )
