"""``wa-sync sandbox …``: the hand commands, run as people run them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.graph_caller import WABA, Caller, calling
from support.sandbox_said import statuses

from wa_sync.cli.main import run
from wa_sync.model.source import array, mapping


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """Where the sandbox of a project lies by default."""
    return tmp_path / ".wa-sync" / "sandbox.db"


@pytest.fixture
def caller(db: Path) -> Iterator[Caller]:
    """The same sandbox, served, with two languages of one template."""
    with calling(db) as one:
        one.create()
        one.create(language="de")
        yield one


@pytest.fixture
def say(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    """Run a hand command in the project's folder: exit code, output, errors."""

    def speak(*words: str) -> tuple[int, str, str]:
        code = run(["-C", str(tmp_path), "sandbox", *words])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return speak


@pytest.mark.parametrize(
    ("command", "status"),
    [
        ("approve", "APPROVED"),
        ("reject", "REJECTED"),
        ("pause", "PAUSED"),
        ("disable", "DISABLED"),
    ],
)
def test_a_hand_decides(
    caller: Caller,
    say: Callable[..., tuple[int, str, str]],
    command: str,
    status: str,
) -> None:
    """A command gives one language, or all of them, a status."""
    assert say("review", "manual") == (0, "Reviews end: manual.\n", "")
    caller.create(language="fr")
    assert say(command, "order_ready/fr") == (0, f"order_ready/fr is {status}.\n", "")
    expected = {"en_US": "APPROVED", "de": "APPROVED", "fr": status}
    assert statuses(caller) == expected
    assert say(command, "order_*", "order_ready/de")[1] == "".join(
        f"order_ready/{language} is {status}.\n" for language in ("en_US", "de", "fr")
    )


def test_a_rejection_has_a_reason(
    caller: Caller, say: Callable[..., tuple[int, str, str]]
) -> None:
    """The reason is one of Meta's words and is read with the template."""
    assert say("reject", "order_ready/de", "--reason", "scam")[0] == 0
    page = caller.get(
        f"{WABA}/message_templates", fields="rejected_reason", language="de"
    )
    (one,) = array(mapping(page)["data"])
    assert mapping(one)["rejected_reason"] == "SCAM"
    assert say("reject", "order_ready/de", "--reason", "taste")[0] == 64


def test_a_hand_recategorises(
    caller: Caller, say: Callable[..., tuple[int, str, str]]
) -> None:
    """All languages of the name move together, or are told to."""
    assert say("recategorise", "order_ready/de", "marketing", "--planned") == (
        0,
        "order_ready/en_US will be MARKETING.\norder_ready/de will be MARKETING.\n",
        "",
    )
    assert say("recategorise", "order_ready", "MARKETING")[1] == (
        "order_ready/en_US is now MARKETING.\norder_ready/de is now MARKETING.\n"
    )
    page = caller.get(f"{WABA}/message_templates", fields="category,previous_category")
    assert [
        (mapping(one)["category"], mapping(one)["previous_category"])
        for one in array(mapping(page)["data"])
    ] == [("MARKETING", "UTILITY")] * 2


def test_the_clock_is_moved(
    caller: Caller, say: Callable[..., tuple[int, str, str]]
) -> None:
    """Shifts add up, and reset goes back to real time."""
    for words, offset in (
        ("+25h", 90_000),
        ("+1d12h", 219_600),
        ("-30m", 217_800),
        ("-1h", 214_200),
    ):
        code, out, _ = say("clock", words)
        assert (code, out.partition(" ")[2]) == (0, f"({offset:+d} s)\n")
    assert caller.world.clock.offset() == 214_200
    assert say("clock", "show")[1].endswith(" (+214200 s)\n")
    assert say("clock", "reset")[1].endswith(" (+0 s)\n")
    assert say("clock", "tomorrow") == (
        64,
        "",
        "error: 'tomorrow' is no shift of a clock: try +25h, -30m or +1d12h\n",
    )


def test_faults_are_ordered_and_cleared(
    caller: Caller, say: Callable[..., tuple[int, str, str]]
) -> None:
    """An order is in force at once, is shown, and can be taken back."""
    assert say("faults") == (0, "No faults are ordered.\n", "")
    words = ("path=*/message_templates", "seconds=0.0", "times=0", "after_commit=true")
    assert say("faults", "empty", *words) == (
        0,
        "1: empty for * */message_templates, for good, after 0; 0 seen\n",
        "",
    )
    assert caller.client.get(f"/v23.0/{WABA}/message_templates").content == b""
    assert say("faults", "throttle", "status=400", "code=80008", "method=POST")[1] == (
        "1: empty for * */message_templates, for good, after 0; 1 seen\n"
        "2: throttle for POST *, 1x, after 0; 0 seen\n"
    )
    assert say("faults", "clear")[1] == "No faults are ordered.\n"
    for wrong in (("fire",), ("empty", "soon"), ("empty", "times=often")):
        assert say("faults", *wrong)[0] == 64


def test_limits_are_switched(
    caller: Caller, say: Callable[..., tuple[int, str, str]]
) -> None:
    """Rate limits go on with the documented numbers, and off again."""
    assert say("rate-limit", "on") == (0, "Rate limits are on.\n", "")
    names = ("calls_per_second", "calls_per_hour", "creates_per_hour")
    assert [caller.world.number(name) for name in names] == [10, 5000, 100]
    assert say("rate-limit", "off") == (0, "Rate limits are off.\n", "")
    assert [caller.world.number(name) for name in names] == [0, 0, 0]


def test_options_are_shown_and_set(
    caller: Caller, say: Callable[..., tuple[int, str, str]]
) -> None:
    """Every option can be read and changed."""
    assert say("option") == (
        0,
        (
            "template_limit = 6000\ncreates_per_hour = 0\nsub_category_custom = off\n"
            "disable_ios_autofill = on\nis_primary_device_delivery_only = on\n"
            "calls_per_second = 0\ncalls_per_hour = 0\nlargest_page = 1000\n"
        ),
        "",
    )
    assert say("option", "template_limit", "250")[1] == "template_limit = 250\n"
    assert say("option", "sub_category_custom", "on")[1] == "sub_category_custom = on\n"
    assert caller.world.on("sub_category_custom")
    assert say("option", "colour") == (
        64,
        "",
        (
            "error: there is no option 'colour'; known: template_limit, "
            "creates_per_hour, sub_category_custom, disable_ios_autofill, "
            "is_primary_device_delivery_only, calls_per_second, calls_per_hour, "
            "largest_page\n"
        ),
    )
    assert say("option", "template_limit", "many")[0] == 64


@pytest.mark.parametrize(
    ("mode", "told"),
    [("moment", "moment."), ("now", "now."), ("60", "60 s later.")],
)
def test_reviews_end_as_told(
    caller: Caller,
    say: Callable[..., tuple[int, str, str]],
    mode: str,
    told: str,
) -> None:
    """The way of reviewing is kept; another word is an error."""
    assert say("review", mode) == (0, f"Reviews end: {told}\n", "")
    expected = {"moment": None, "now": "now", "60": 60}[mode]
    assert caller.world.store.setting("review") == expected
    assert say("review", "never")[0] == 64
