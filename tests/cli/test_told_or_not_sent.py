"""What is sent once is sent where its id can be told, and the id is never lost."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from support.held import Desk, Ended, Server, server, writes


SEND = ("send", "text", "Hi", "--to", "15550100100")
HINT = "  hint: nothing was sent\n"
SENT = re.compile(
    r"error: the message was sent \(wamid\.\S+\), but (.*)\n"
    r"  hint: Do not send it again\.\n"
)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A checkout that has an account."""
    desk = Desk(tmp_path / "checkout")
    desk.declare("one")
    return desk


def nobody(desk: Desk, there: Server, *argv: str) -> Ended:
    """Run a command whose output nobody reads."""
    read, write = os.pipe()
    os.close(read)
    ended = desk.ended(*argv, "--endpoint", there.url, stdout=write)
    os.close(write)
    return ended


def full(desk: Desk, there: Server, *argv: str) -> Ended:
    """Run a command whose output goes to a disk without room."""
    with Path("/dev/full").open("wb") as out:
        return desk.ended(*argv, "--endpoint", there.url, stdout=out)


def test_a_message_is_not_sent_where_its_id_cannot_be_told(desk: Desk) -> None:
    """On a full disk, to a reader that has left, into a file that cannot be: 74."""
    with server() as there:
        room = full(desk, there, *SEND)
        assert (room.code, room.err) == (
            74,
            f"error: cannot write the output: No space left on device\n{HINT}",
        )
        left = nobody(desk, there, *SEND)
        assert (left.code, left.err) == (
            74,
            f"error: nobody reads the output any more\n{HINT}",
        )
        for file, why in (
            ("/proc/nope", "No such file or directory"),
            (".", "it is no file that can be written"),
        ):
            place = desk.folder if file == "." else file
            asked = (*SEND, "-o", f"json={file}", "--endpoint", there.url)
            ended = desk.ended(*asked)
            assert (ended.code, ended.out, ended.err) == (
                *(74, ""),
                f"error: cannot write {place}: {why}\n{HINT}",
            )
        assert there.written() == 0


def test_looking_for_room_leaves_everything_as_it_was(desk: Desk) -> None:
    """A message that is refused has written no file, and replaced none."""
    with server() as there:
        there.answer(writes, b"HTTP/1.1 400 Bad Request\r\nContent-Length: 2\r\n\r\n{}")
        (desk.folder / "old.json").write_text("old", encoding="utf-8")
        before = sorted(one.name for one in desk.folder.iterdir())
        for out in ("json=old.json", "json=new.json", "json=/dev/null"):
            ended = desk.ended(*SEND, "-o", out, "--endpoint", there.url)
            assert (ended.code, ended.out) == (5, "")
    assert sorted(one.name for one in desk.folder.iterdir()) == before
    assert (desk.folder / "old.json").read_text(encoding="utf-8") == "old"


def test_a_message_that_was_sent_is_told_of_whatever_happens(desk: Desk) -> None:
    """A reader that leaves, or a file that goes away, meanwhile: 7, with the id."""
    with server() as there:
        there.hold(writes, after=True)
        with desk.run(*SEND, "--endpoint", there.url) as run:
            there.wait()
            assert run.process.stdout is not None
            run.process.stdout.close()
            run.process.stdout = None
            there.let_go.set()
            ended = run.end()
        assert ended.code == 7
        told = SENT.fullmatch(ended.err)
        assert told is not None, ended.err
        assert told[1] == "nobody reads the output any more"
    with server() as there:
        there.hold(writes, after=True)
        asked = (*SEND, "-o", "json=out/sent.json", "--endpoint", there.url)
        with desk.run(*asked) as run:
            there.wait()
            (desk.folder / "out").rmdir()
            (desk.folder / "out").write_bytes(b"")
            there.let_go.set()
            ended = run.end()
        assert (ended.code, ended.out) == (7, "")
        assert SENT.fullmatch(ended.err) is not None, ended.err
        assert there.written() == 1


GATEWAY = 'version: 1\naccounts: {demo: {waba_id: "102290129340398"}}\n'


def listing(desk: Desk) -> None:
    """Make the checkout one that uses the gateway, with its key in a file."""
    (desk.folder / "wa-sync.yaml").write_text(GATEWAY, encoding="utf-8")
    key = desk.folder / "key"
    key.write_text("maton-key-0123456789", encoding="utf-8")
    key.chmod(0o600)


def test_an_upload_is_told_of_or_not_made(desk: Desk) -> None:
    """Nobody can use a file without its id."""
    (desk.folder / "a.pdf").write_bytes(b"%PDF-1.7\n")
    asked = ("media", "upload", "a.pdf")
    with server() as there:
        ended = full(desk, there, *asked)
        assert (ended.code, ended.err.endswith(HINT)) == (74, True)
        assert there.written() == 0
        ended = full(desk, there, *asked, "--dry-run")
        assert (ended.code, ended.err) == (
            *(74,),
            "error: cannot write the output: No space left on device\n",
        )
        ended = desk.ended(*asked, "-o", "json=/dev/full", "--endpoint", there.url)
        assert (ended.code, ended.out, there.written()) == (7, "", 1)
    assert re.fullmatch(
        r"error: the file was uploaded as \d+, but cannot write /dev/full: .*\n"
        r"  hint: That id is what wa-sync send takes; wa-sync media delete .*\n",
        ended.err,
    )


def test_a_connection_is_told_of_or_not_started(desk: Desk) -> None:
    """Its link is shown this once; without it there is nothing but to delete it."""
    listing(desk)
    asked = ("connection", "create", "--token-file", "key")
    with server() as there:
        ended = full(desk, there, *asked)
        assert (ended.code, ended.err.endswith(HINT)) == (74, True)
        assert there.written() == 0
        there.hold(writes, after=True)
        with desk.run(*asked, "--endpoint", there.url) as run:
            there.wait()
            assert run.process.stdout is not None
            run.process.stdout.close()
            run.process.stdout = None
            there.let_go.set()
            ended = run.end()
    assert ended.code == 7
    assert re.fullmatch(
        r"Connection (\S+): open this link in a browser\. It is a secret\.\n"
        r"error: connection \1 was started, but nobody reads the output any more\n"
        r"  hint: Its link is lost: wa-sync connection delete \1, and create "
        r"another\.\n",
        ended.err,
    )
