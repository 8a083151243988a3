"""wa-sync send and mark-read: what is said, where, and with which exit code."""

from __future__ import annotations

import json
import re
from typing import Any

from support.road import PROJECT, Ran, Road


TO = ("--to", "+1 (555) 010-0100")
SHOP = '{waba_id: "102290129340399", phone_number_id: "70707"}'
TWO_ACCOUNTS = f"{PROJECT}  shop: {SHOP}\n"
PHONE = "106540352242922"
MEDIA = "https://shop.example/a"
SENT = re.compile(
    r"Sent (\w+) to 15550100100\.\n  message  (wamid\.\S+)\n  contact  15550100100\n"
)


def sent(road: Road, *argv: str, stdin: bytes = b"") -> Any:  # noqa: ANN401 - JSON of any shape
    """Send on the sandbox; return the type, and the content that arrived."""
    ran = road.run("send", *argv, *TO, "--sandbox", stdin=stdin)
    told = SENT.fullmatch(ran.out)
    assert told is not None, ran
    assert (ran.code, ran.err) == (0, "")
    last = json.loads(road.sandbox("messages").out.splitlines()[-1])
    assert (last["type"], last["id"], last["to"]) == (*told.groups(), "15550100100")
    return last[last["type"]]


def test_contents_come_from_files_and_options(road: Road) -> None:
    """What arrives is what was written there; tests/surface has every type."""
    road.project()
    road.write("cards.json", '{"name": {"formatted_name": "Ana", "first_name": "Ana"}}')
    road.write("rows.json", '[{"title": "A", "rows": [{"id": "1", "title": "One"}]}]')
    assert sent(road, "text", "-", stdin=b"A\nB\n") == {
        "body": "A\nB",
        "preview_url": False,
    }
    assert sent(road, "image", MEDIA, "--caption", "C") == {
        "link": MEDIA,
        "caption": "C",
    }
    road.write("note.txt", "Thanks")
    node = road.ok("media", "upload", "note.txt", "--sandbox").out.split()[3]
    assert sent(road, "sticker", f"{MEDIA}.webp") == {"link": f"{MEDIA}.webp"}
    assert sent(road, "contacts", "cards.json") == [
        {"name": {"formatted_name": "Ana", "first_name": "Ana"}}
    ]
    shown = sent(
        *(road, "buttons", "Book?", "--button", "y=Yes", "--header-image", node)
    )
    assert shown["header"] == {"type": "image", "image": {"id": node}}
    shown = sent(
        *(road, "buttons", "Book?", "--button", "y=Yes", "--header-document", node),
        *("--header-file-name", "a.pdf"),
    )
    named = {"id": node, "filename": "a.pdf"}
    assert shown["header"] == {"type": "document", "document": named}
    listed = ("list", "When?", "--label", "Times", "--sections", "rows.json")
    assert sent(road, *listed)["action"]["sections"] == [
        {"title": "A", "rows": [{"id": "1", "title": "One"}]}
    ]


def test_a_dry_run_needs_no_token_and_sends_nothing(road: Road) -> None:
    """It shows the request: method, path and body, and no header."""
    road.project()
    ran = road.ok("send", "text", "Hi", *TO, "--dry-run", "--reply-to", "wamid.A")
    assert (ran.out, ran.err) == (
        (
            f"POST /whatsapp-business/v21.0/{PHONE}/messages\n"
            "{\n"
            '  "messaging_product": "whatsapp",\n'
            '  "recipient_type": "individual",\n'
            '  "to": "15550100100",\n'
            '  "context": {\n'
            '    "message_id": "wamid.A"\n'
            "  },\n"
            '  "type": "text",\n'
            '  "text": {\n'
            '    "body": "Hi",\n'
            '    "preview_url": false\n'
            "  }\n"
            "}\n"
        ),
        "",
    )
    read = road.ok("mark-read", "wamid.A", "--dry-run", "--from", "7", "-o", "json")
    assert read.json == {
        "format_version": 1,
        "account": "demo",
        "sent": False,
        "request": {
            "method": "POST",
            "path": "/whatsapp-business/v21.0/7/messages",
            "body": {
                "messaging_product": "whatsapp",
                "status": "read",
                "message_id": "wamid.A",
            },
        },
        "message_id": None,
        "contact": None,
        "status": None,
    }


def test_a_message_is_marked_as_read(road: Road) -> None:
    """The sandbox keeps that, too."""
    road.project()
    ran = road.ok("mark-read", "wamid.A", "--sandbox")
    assert ran.out == "Marked as read: wamid.A\n"
    [kept] = map(json.loads, road.sandbox("messages").out.splitlines())
    assert (kept["id"], kept["status"]) == ("wamid.A", "read")


def test_a_warning_stops_nothing(road: Road) -> None:
    """It goes to standard error; -q silences it."""
    road.project()
    asked = ("send", "text", "Hi", "--preview-url", *TO, "--dry-run")
    ran = road.ok(*asked)
    assert ran.err == (
        "warning[preview_without_link]: A preview is asked for, and the text has no "
        "link.\n = hint: Write the link with https://, or leave the preview out.\n\n"
        "1 warning.\n"
    )
    assert road.ok(*asked, "-q").err == ""


def test_one_account_sends(road: Road) -> None:
    """With several it has to be said which; -a may stand before the command, too."""
    road.project(project=TWO_ACCOUNTS)
    assert road.run("send", "text", "Hi", *TO, "--sandbox") == Ran(
        64,
        "",
        "error: a message has one sender, and the project has several accounts (demo, "
        "shop)\n  hint: say which: -a NAME\n",
    )
    ran = road.ok("-a", "shop", "send", "text", "Hi", *TO, "--dry-run", "-o", "json")
    assert ran.json["request"]["path"] == "/whatsapp-business/v21.0/70707/messages"


def test_without_a_project_only_the_sandbox_is_written_to(road: Road) -> None:
    """Nobody knows who would send, not even in a dry run."""
    road.write("wa-sync.yaml", "version: 1\n")
    ran = road.run("send", "text", "Hi", *TO, "--dry-run")
    assert ran == Ran(
        64,
        "",
        "error: no account: the files do not say who sends the message\n  hint: add "
        "accounts: with a phone_number_id, or try it out with --sandbox\n",
    )
    assert sent(road, "text", "Hi") == {"body": "Hi", "preview_url": False}


def test_what_nobody_knows_ends_with_seven(road: Road) -> None:
    """The message may have been sent, and is not sent again."""
    road.project()
    road.sandbox("faults", "empty", "path=*/messages", "after_commit=true")
    ran = road.run("send", "text", "Hi", *TO, "--sandbox")
    assert (ran.code, ran.out) == (7, "")
    assert re.sub(r":\d+", "", ran.err) == (
        "error: http//127.0.0.1 answered a write with HTTP 200, an empty answer.\n"
        "  hint: It may have been sent, and is not sent again by itself: look at the "
        "conversation or the webhooks first.\n"
    ).replace("http//", "http://")
    assert len(road.sandbox("messages").out.splitlines()) == 1


def test_an_upload_that_is_not_there_is_said(road: Road) -> None:
    """Meta's words, and what they come to."""
    road.project()
    ran = road.run("send", "image", "12", *TO, "--sandbox")
    assert (ran.code, ran.out, re.sub(r"A[\w-]{22}", "T", ran.err)) == (
        5,
        "",
        (
            "error: Meta refused the message: (#100) Param image['id'] is not a valid "
            "whatsapp business account media attachment ID (code 100, trace T)\n"
            "  hint: This number has no such upload, or none any more: Meta deletes it "
            "after 30 days. Upload the file again: wa-sync media upload FILE.\n"
        ),
    )
