"""Media on their road: judged, sent once, fetched whole or not at all."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from support.mediums import MATON, META, PHONE, PNG, Kept, keeping

from wa_sync.errors import (
    ApiUnavailable,
    BadEnvironment,
    LocalIO,
    NotFound,
    OutcomeUnknown,
    Refused,
    UsageProblem,
)
from wa_sync.model.account import Account
from wa_sync.model.medium import Medium
from wa_sync.sandbox import faults
from wa_sync.sandbox.fault import Fault
from wa_sync.workflow import media


AGAIN = (
    "It may have arrived, but nobody can see or use it without its id, and Meta "
    "deletes it after 30 days: upload the file again."
)
LINK = "whatsapp_business/attachments"


def put(kept: Kept, folder: Path, account: Account = META) -> str:
    """Upload a picture."""
    (folder / "a.png").write_bytes(PNG)
    with media.uploading(account, folder, "a.png") as (_, file):
        return media.upload(kept.client, account, file)


def count(kept: Kept) -> int:
    """How many media the sandbox has."""
    return kept.world.objects.count("medium", "1", ())


@pytest.mark.parametrize("account", [META, MATON])
def test_there_and_back(tmp_path: Path, account: Account) -> None:
    """Byte for byte, by either endpoint; progress counts to the end."""
    with keeping(account) as kept:
        one = media.show(kept.client, put(kept, tmp_path, account))
        heard: list[int] = []
        media.download(kept.client, one, tmp_path / "b.png", moved=heard.append)
    assert (tmp_path / "b.png").read_bytes() == PNG
    assert (tmp_path / "b.png").stat().st_mode & 0o777 == 0o600
    assert (one.size, one.sha256) == (len(PNG), sha256(PNG).hexdigest())
    assert heard[-1] == len(PNG)


@pytest.mark.parametrize(
    ("fault", "taken"),
    [
        (Fault(what="reset", after_commit=True), 1),
        (Fault(what="reset"), 0),
        (Fault(what="error", status=503), 0),
        (Fault(what="truncated"), 1),
        (Fault(what="empty", after_commit=True), 1),
    ],
)
def test_an_interrupted_upload_is_unknown(
    tmp_path: Path, fault: Fault, taken: int
) -> None:
    """It is not repeated, and the hint says that to do so is no harm."""
    with keeping() as kept:
        faults.order(kept.world, fault)
        with pytest.raises(OutcomeUnknown) as caught:
            put(kept, tmp_path)
        assert (caught.value.exit_code, caught.value.hint) == (7, AGAIN)
        assert count(kept) == taken


@pytest.mark.parametrize(
    ("code", "hint"),
    [
        (
            131053,
            (
                "By Meta, 131053 means that the medium could not be uploaded. Check "
                "its type and its size."
            ),
        ),
        (
            131052,
            (
                "By Meta, 131052 means that the medium could not be fetched. Check "
                "the link from outside."
            ),
        ),
        (100, None),
    ],
)
def test_what_meta_refuses_is_explained(
    tmp_path: Path, code: int, hint: str | None
) -> None:
    """In the server's own words, with the code and the trace."""
    with keeping() as kept:
        faults.order(kept.world, Fault(what="refuse", code=code))
        with pytest.raises(Refused) as caught:
            put(kept, tmp_path)
    said = f"Meta refused the file: (#{code}) Invalid parameter (code {code}, trace "
    assert caught.value.message.startswith(said)
    assert caught.value.hint == hint


def test_a_file_that_changes_on_its_way_does_not_arrive(tmp_path: Path) -> None:
    """The request is given up before its end, so that nothing is unknown."""
    (tmp_path / "a.png").write_bytes(PNG)
    with keeping() as kept:
        with media.uploading(META, tmp_path, "a.png") as (_, file):
            (tmp_path / "a.png").write_bytes(PNG[:-1] + b"x")
            with pytest.raises(LocalIO, match="changed while it was read"):
                media.upload(kept.client, META, file)
        assert count(kept) == 0


def test_an_upload_needs_a_number(tmp_path: Path) -> None:
    """The account's own, or one that is given."""
    (tmp_path / "a.png").write_bytes(PNG)
    bare = replace(META, phone_number_id=None)
    with media.uploading(bare, tmp_path, "a.png", phone_number_id=PHONE) as (made, _):
        assert made.path == f"/v23.0/{PHONE}/media"
    with pytest.raises(UsageProblem), media.uploading(bare, tmp_path, "a.png"):
        pass


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"sha256": "0" * 64}, "The bytes that came are not those"),
        ({"size": len(PNG) + 1}, "108 bytes came where 109 were announced."),
        ({"size": len(PNG) - 1}, "larger than the 107 bytes"),
        ({"size": 100 * 2**20 + 1}, "Meta keeps 104,857,600 at the most"),
        ({"sha256": None}, "does not say how to fetch and verify"),
        ({"url": None}, "does not say how to fetch and verify"),
        ({"size": None}, "does not say how to fetch and verify"),
    ],
)
def test_other_bytes_than_announced_leave_no_file(
    tmp_path: Path, change: dict[str, object], said: str
) -> None:
    """75, and nothing is left, not even under a temporary name."""
    with keeping() as kept:
        one = replace(media.show(kept.client, put(kept, tmp_path)), **change)  # type: ignore[arg-type]
        target = tmp_path / "new" / "b.png"
        with pytest.raises(ApiUnavailable, match=said) as caught:
            media.download(kept.client, one, target)
    assert caught.value.exit_code == 75
    assert not target.parent.exists() or list(target.parent.iterdir()) == []


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (Fault(what="truncated", path=LINK, times=0), ApiUnavailable),
        (Fault(what="half", path=LINK, times=0), ApiUnavailable),
        (Fault(what="garbled", path=LINK, times=0), ApiUnavailable),
        (Fault(what="endless", path=LINK, times=0), ApiUnavailable),
        (Fault(what="redirect", path=LINK), BadEnvironment),
    ],
)
def test_a_download_that_goes_wrong_replaces_nothing(
    tmp_path: Path, fault: Fault, kind: type[Exception]
) -> None:
    """The file that is there stays as it was, with --force, too."""
    with keeping() as kept:
        one = media.show(kept.client, put(kept, tmp_path))
        (tmp_path / "a.png").write_bytes(b"mine")
        faults.order(kept.world, fault)
        with pytest.raises(kind):
            media.download(kept.client, one, tmp_path / "a.png", replace=True)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        "a.png": b"mine"
    }


@pytest.mark.parametrize("what", ["truncated", "half"])
def test_a_download_that_broke_off_once_is_repeated(tmp_path: Path, what: str) -> None:
    """From the beginning, into the same file."""
    with keeping() as kept:
        one = media.show(kept.client, put(kept, tmp_path))
        faults.order(kept.world, Fault(what=what, path=LINK))
        media.download(kept.client, one, tmp_path / "b.png")
    assert (tmp_path / "b.png").read_bytes() == PNG


def test_nothing_is_overwritten_unasked(tmp_path: Path) -> None:
    """A file that came meanwhile stays."""
    with keeping() as kept:
        one = media.show(kept.client, put(kept, tmp_path))
        (tmp_path / "b.png").write_bytes(b"mine")
        with pytest.raises(LocalIO, match="is already there"):
            media.download(kept.client, one, tmp_path / "b.png")
    assert (tmp_path / "b.png").read_bytes() == b"mine"


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("image/png", "5.png"),
        ("Audio/OGG; codecs=opus", "5.ogg"),
        ("../../x", "5.bin"),
        (None, "5.bin"),
    ],
)
def test_the_name_of_a_download_is_ours(kind: str | None, name: str) -> None:
    """Nothing that the API says gets into it."""
    assert media.name_of(Medium(id="5", content_type=kind)) == name


@pytest.mark.parametrize("node", ["", "x", "../5", "5?fields=x", "\u0665", "5\n"])
def test_an_id_is_digits(node: str) -> None:
    """Anything else would lead elsewhere."""
    with keeping() as kept:
        with pytest.raises(UsageProblem):
            media.show(kept.client, node)
        assert kept.world.store.rows("SELECT * FROM call") == []


def test_deleting(tmp_path: Path) -> None:
    """Done is done; what is gone already is said to be."""
    with keeping() as kept:
        one = media.show(kept.client, put(kept, tmp_path))
        media.delete(kept.client, one)
        assert count(kept) == 0
        with pytest.raises(NotFound):
            media.delete(kept.client, one)
        with pytest.raises(NotFound) as caught:
            media.show(kept.client, one.id)
    assert caught.value.message == (
        f"there is no medium {one.id}, or the token may not see it"
    )


def test_a_delete_of_unknown_fate_is_looked_after(tmp_path: Path) -> None:
    """It is done where nothing is there any more, and unknown where something is."""
    with keeping() as kept:
        one = media.show(kept.client, put(kept, tmp_path))
        faults.order(kept.world, Fault(what="reset", method="DELETE"))
        with pytest.raises(OutcomeUnknown) as caught:
            media.delete(kept.client, one)
        assert caught.value.hint == "Delete it again: that does no harm."
        fault = Fault(what="reset", method="DELETE", after_commit=True)
        faults.order(kept.world, fault)
        media.delete(kept.client, one)
        assert count(kept) == 0


def test_a_delete_that_cannot_be_looked_after_stays_unknown(tmp_path: Path) -> None:
    """Who cannot be asked afterwards says nothing about the delete."""
    with keeping() as kept:
        one = media.show(kept.client, put(kept, tmp_path))
        fault = Fault(what="reset", method="DELETE", after_commit=True)
        faults.order(kept.world, fault)
        down = Fault(what="error", status=503, method="GET", times=0)
        faults.order(kept.world, down)
        with pytest.raises(OutcomeUnknown, match="A write was sent"):
            media.delete(kept.client, one)
