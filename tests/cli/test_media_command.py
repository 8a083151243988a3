"""wa-sync media: what people read, and what becomes of errors."""

from __future__ import annotations

import os
import re
from hashlib import sha256

import pytest
from support.mediums import PNG
from support.raw_server import raw_server, reply
from support.road import PROJECT, Road


NODE = "1000000000104729"
DIGEST = sha256(PNG).hexdigest()
FACTS = f"  type     image/png\n  size     108 bytes\n  sha256   {DIGEST}\n"


@pytest.fixture
def shop(road: Road) -> Road:
    """A project with a picture in it."""
    road.project()
    (road.folder / "a.png").write_bytes(PNG)
    return road


def test_a_medium_from_upload_to_delete(shop: Road) -> None:
    """Each step says what there is to know, and nothing else."""
    told = shop.ok("media", "upload", "a.png", "--sandbox")
    assert (told.out, told.err) == (
        f"Uploaded a.png.\n  medium   {NODE}\n{FACTS}  kept     30 days\n",
        "",
    )
    assert shop.ok("media", "show", NODE, "--sandbox").out == f"Medium {NODE}\n{FACTS}"
    told = shop.ok("media", "download", NODE, "--sandbox")
    assert (told.out, told.err) == (f"Wrote {NODE}.png.\n{FACTS}", "")
    assert (shop.folder / f"{NODE}.png").read_bytes() == PNG
    told = shop.ok("media", "delete", NODE, "--sandbox", "--yes")
    assert (told.out, told.err) == ("", f"Deleted medium {NODE}.\n")
    gone = shop.run("media", "delete", NODE, "--sandbox", "--yes")
    assert (gone.code, gone.out, gone.err) == (
        77,
        "",
        (
            f"error: there is no medium {NODE}, or the token may not see it\n"
            "  hint: It was deleted already, or its days are over (30 for uploads, 7 "
            "for what came with a message), or it is another account's: the API does "
            "not say which.\n"
        ),
    )


def test_the_documents(shop: Road) -> None:
    """The link is in none of them but with --url; --dry-run sends nothing."""
    file = {"path": "a.png", "content_type": "image/png", "size": 108}
    upload = {
        "format_version": 1,
        "account": "demo",
        "uploaded": False,
        "request": {
            "method": "POST",
            "path": "/whatsapp-business/v21.0/106540352242922/media",
        },
        "file": {**file, "sha256": DIGEST},
        "media_id": None,
        "days": 30,
    }
    medium = {
        "format_version": 1,
        "account": "demo",
        "media_id": NODE,
        "content_type": "image/png",
        "size": 108,
        "sha256": DIGEST,
        "url": None,
        "file": None,
    }
    given = ("--sandbox", "-o", "json")
    dry = shop.ok("media", "upload", "a.png", "--dry-run", "-o", "json")
    assert dry.json == upload
    real = shop.ok("media", "upload", "a.png", *given)
    assert real.json == {**upload, "uploaded": True, "media_id": NODE}
    assert shop.ok("media", "show", NODE, *given).json == medium
    got = shop.ok("media", "download", NODE, "--out", "b", *given)
    assert got.json == {**medium, "file": "b"}
    linked = shop.ok("media", "show", NODE, "--url", *given).json
    assert linked.pop("url").startswith("http://127.0.0.1:")
    assert linked == {key: value for key, value in medium.items() if key != "url"}


def test_a_dry_run_as_text(shop: Road) -> None:
    """It needs neither a token nor a network."""
    assert shop.ok("media", "upload", "a.png", "--dry-run").out == (
        "POST /whatsapp-business/v21.0/106540352242922/media\n"
        f"  file     a.png\n{FACTS}  kept     30 days\n"
    )


@pytest.mark.parametrize(
    ("argv", "code", "said"),
    [
        (("upload", "b.png"), 74, "error: b.png: cannot be read: no such file or dir"),
        (("upload", "wa-sync.yaml"), 3, "error[media_type]: wa-sync.yaml: Meta does"),
        (("show", "x"), 64, "error: 'x' is no id of a medium, which is digits only\n"),
        (("download", "../5"), 64, "error: '../5' is no id of a medium"),
        (("delete", "5"), 5, "error: nobody is here to confirm this deletion\n"),
        (("download", NODE), 5, f"error: {NODE}.png is already there\n  hint: say --f"),
        (("download", NODE, "--out", "templates"), 74, "error: templates is no regul"),
        (("download", NODE, "--out", "-"), 64, "error: --out -: the bytes go into a"),
        (("download", NODE, "--out", "a/b/"), 64, "error: --out a/b/ names a folder\n"),
    ],
)
def test_what_is_refused(
    shop: Road, argv: tuple[str, ...], code: int, said: str
) -> None:
    """One message and its exit code; nothing is written."""
    shop.ok("media", "upload", "a.png", "--sandbox")
    shop.write(f"{NODE}.png", "mine")
    ran = shop.run("media", *argv, "--sandbox")
    assert (ran.code, ran.out, ran.err[: len(said)]) == (code, "", said)
    assert (shop.folder / f"{NODE}.png").read_text() == "mine"
    shop.ok("media", "download", NODE, "--force", "--sandbox")
    assert (shop.folder / f"{NODE}.png").read_bytes() == PNG


def test_an_upload_of_unknown_fate_ends_with_7(shop: Road) -> None:
    """It is named, and what to do about it."""
    shop.sandbox("faults", "reset", "after_commit=true", "path=*/media")
    ran = shop.run("media", "upload", "a.png", "--sandbox")
    assert (ran.code, ran.out) == (7, "")
    assert ran.err.endswith("deletes it after 30 days: upload the file again.\n")


@pytest.mark.parametrize(
    "name",
    [
        'a";\r\nX-Evil: 1.png',
        "\x1b[31m::error::.png",
        "-o",
        "\u202egnp.png",
        os.fsdecode(b"caf\xe9.png"),
    ],
)
def test_hostile_file_names(shop: Road, name: str) -> None:
    """They reach no header and no terminal as they are."""
    (shop.folder / name).write_bytes(PNG)
    ran = shop.ok("media", "upload", "--sandbox", "--", name)
    assert ran.err == ""
    head, rest = ran.out.split("\n", 1)
    assert head.startswith("Uploaded ")
    assert not set(head) & set("\x1b\r\u202e")
    assert rest == f"  medium   {NODE}\n{FACTS}  kept     30 days\n"


def test_a_link_is_never_logged(shop: Road) -> None:
    """Not with -vv, and not when what lies behind it is gone."""
    shop.ok("media", "upload", "a.png", "--sandbox")
    shop.sandbox("faults", "html", "status=404", "path=whatsapp_business/*")
    ran = shop.run("media", "download", NODE, "--sandbox", "-vv")
    assert (ran.code, ran.out) == (75, "")
    assert "no longer has a file behind the link" in ran.err
    assert "hash=" not in ran.err


ASTRAY = {
    "maton": (
        "error: Meta keeps the file at https://lookaside.fbsbx.com and gives it to a "
        "token of Meta's only; the key of the Maton gateway is not sent there.\n"
        "  hint: Download it from a project whose account has endpoint: meta, with a "
        "token of Meta's in WHATSAPP_TOKEN. The other media commands work through the "
        "gateway.\n"
    ),
    "meta": (
        "error: The file lies at https://lookaside.fbsbx.com, where the token must not "
        "go.\n"
        "  hint: Meta keeps files at https://lookaside.fbsbx.com; the token goes there "
        "with endpoint: meta and without --endpoint. wa-sync media show --url prints "
        "the link.\n"
    ),
}


@pytest.mark.parametrize("endpoint", ASTRAY)
def test_a_file_that_the_token_may_not_fetch(road: Road, endpoint: str) -> None:
    """The gateway passes Meta's link on as it is: why that is no use, and what is."""
    road.write("wa-sync.yaml", f"{PROJECT}    endpoint: {endpoint}\n")
    link = "https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1&hash=A"
    said = {"url": link, "sha256": DIGEST, "file_size": 108, "id": "1"}
    road.env(MATON_API_KEY="k" * 16, WHATSAPP_TOKEN="t" * 16)
    with raw_server(reply(said)) as server:
        ran = road.run("media", "download", "1", "--endpoint", server.url)
    assert (ran.code, ran.out, ran.err) == (78, "", ASTRAY[endpoint])
    assert list(road.folder.iterdir()) == [road.folder / "wa-sync.yaml"]


@pytest.mark.parametrize(
    ("argv", "method", "what"),
    [
        (("media", "show", NODE), "GET", f"to show medium {NODE}"),
        (("media", "download", NODE), "GET", f"to show medium {NODE}"),
        (("media", "delete", NODE, "--yes"), "DELETE", f"to delete medium {NODE}"),
        (("phone", "show", "5"), "GET", "to show phone number 5"),
        (("phone", "list"), "GET", "to list the phone numbers of 102290129340398"),
    ],
)
def test_what_meta_refuses(
    shop: Road, argv: tuple[str, ...], method: str, what: str
) -> None:
    """5, with all that support asks for and what the code means, as for messages."""
    shop.ok("media", "upload", "a.png", "--sandbox")
    shop.sandbox("faults", "refuse", "code=131009", f"method={method}", "path=*")
    ran = shop.run(*argv, "--sandbox")
    said = f"error: Meta refused {what}: (#131009) "
    assert (ran.code, ran.out, ran.err[: len(said)]) == (5, "", said)
    first, hint = ran.err.splitlines()
    assert re.search(r" \(code 131009, trace \S+\)$", first)
    assert hint == (
        "  hint: By Meta, 131009 means that a value is not valid. Change what the text "
        "names."
    )
