"""How a run ends when something goes wrong at a request: the catalogue, as a table.

What happens is told by the kind of trouble and by what the request was for, and from
nothing else: ``Ending`` has a code for each purpose. Where a run is cut short, the code
is 7 once something was done, and otherwise says what cut it short (DESIGN §4).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from wa_sync.apply.settle import READS
from wa_sync.sandbox.fault import Fault


class Purpose(StrEnum):
    """What a request of an apply is for."""

    PLAN = "plan"
    LOOK = "look"
    OPEN = "open an upload"
    SEND = "send an upload"
    CREATE = "create"
    CHANGE = "change"
    CONFIRM = "confirm"


@dataclass(frozen=True, slots=True)
class Cut:
    """The run is cut short here: ``code`` if nothing was done before, else 7."""

    code: int


Code = int | Cut
Ending = Mapping[Purpose, Code]


def ending(  # noqa: PLR0913 - one for each purpose
    *,
    plan: Code,
    look: Code,
    open_: Code,
    send: Code,
    create: Code,
    change: Code,
    confirm: Code,
) -> Ending:
    """Say how a run ends, by what the request was for."""
    codes = (plan, look, open_, send, create, change, confirm)
    return dict(zip(Purpose, codes, strict=True))


def always(code: Code) -> dict[Purpose, Code]:
    """Say that it ends so whatever the request was for."""
    return dict.fromkeys(Purpose, code)


HEALED = always(0)
"""It passes: reads are repeated, writes are settled, waits are waited for."""
DOWN = ending(
    plan=75,
    look=Cut(75),
    # an upload leaves nothing behind, so its fate is no matter: the create never went
    open_=Cut(75),
    send=Cut(75),
    # a write was sent, and nobody will ever say what became of it
    create=7,
    change=7,
    # the API said done, and cannot be asked whether that shows
    confirm=7,
)
LOCKED_OUT = {**always(Cut(77)), Purpose.PLAN: 77, Purpose.CONFIRM: 7}
"""Refused before it was executed, so the fate of the write is known; never asked on."""
ASTRAY = ending(
    plan=78, look=Cut(78), open_=Cut(78), send=Cut(78), create=7, change=7, confirm=7
)
"""Who redirects may have done anything with a write."""
ASTRAY_ONCE = ending(
    plan=78, look=Cut(78), open_=Cut(78), send=0, create=0, change=0, confirm=0
)
REFUSED_ONCE = ending(
    # no refusal of a read is foreseen
    plan=1,
    # this one change was not made, all others were
    look=7,
    open_=5,
    send=5,
    create=5,
    change=5,
    confirm=0,
)
BUSY = ending(
    plan=75,
    look=Cut(75),
    # creates are left for the next run; the look of the next change ends this one
    open_=Cut(75),
    send=Cut(75),
    create=Cut(75),
    change=7,
    confirm=7,
)
BUSY_ONCE = ending(
    plan=75,
    look=Cut(75),
    # creates are left for the next run, changes are made, so nothing has failed
    open_=75,
    send=75,
    create=75,
    change=7,
    # told to come back tomorrow, it is not asked again whether that shows
    confirm=7,
)
SENSELESS_ONCE = {**HEALED, Purpose.PLAN: 75, Purpose.LOOK: Cut(75)}
"""A good answer of the wrong shape is not asked for again; a write is settled."""
RETIRED = {**HEALED, Purpose.PLAN: 6}
NO_LIST = {**HEALED, Purpose.PLAN: 75, Purpose.LOOK: Cut(75), Purpose.CONFIRM: 7}

HOUR = 3_600
USAGE = (
    'X-Business-Use-Case-Usage: {"102290129340398": [{"type": "whatsapp_business_'
    'management", "call_count": 100, "estimated_time_to_regain_access": %d}]}'
)


@dataclass(frozen=True, slots=True)
class Trouble:
    """A fault, and how a run ends that meets it; ``fault.skip`` is set later."""

    name: str
    fault: Fault
    ending: Ending

    def at(self, place: int) -> Fault:
        """Order it for a request, counted from 0 among those that it fits."""
        return replace(self.fault, skip=place)


PASSING = (
    Trouble("reset before", Fault(what="reset"), HEALED),
    Trouble("reset after", Fault(what="reset", after_commit=True), HEALED),
    Trouble("half", Fault(what="half"), HEALED),
    Trouble("truncated", Fault(what="truncated"), HEALED),
    Trouble("garbled", Fault(what="garbled"), HEALED),
    Trouble("drip", Fault(what="drip", seconds=0.0005), HEALED),
    Trouble("hangup", Fault(what="hangup"), HEALED),
    Trouble("500 twice", Fault(what="error", status=500, times=2), HEALED),
    Trouble("503 after", Fault(what="error", after_commit=True), HEALED),
    Trouble("131000 after", Fault(what="error", code=131000, status=500), HEALED),
    Trouble("page 502", Fault(what="html"), HEALED),
    Trouble("page 200", Fault(what="html", status=200, after_commit=True), HEALED),
    Trouble("empty 200", Fault(what="empty", after_commit=True), HEALED),
    Trouble("empty 204", Fault(what="empty", status=204), HEALED),
    Trouble("deep", Fault(what="answer", body="[" * 100_000), HEALED),
    Trouble("not a number", Fault(what="answer", body='{"data": [NaN]}'), HEALED),
    Trouble("bomb", Fault(what="bomb"), HEALED),
    Trouble("endless", Fault(what="endless"), HEALED),
    Trouble("429", Fault(what="throttle", retry_after=3, times=3), HEALED),
    Trouble("80008", Fault(what="throttle", status=400, code=80008, times=5), HEALED),
    Trouble("80012", Fault(what="throttle", code=80012, header=USAGE % 5), HEALED),
    Trouble("429, soon", Fault(what="throttle", header="Retry-After: soon"), HEALED),
    Trouble("429, a day", Fault(what="throttle", retry_after=24 * HOUR), BUSY_ONCE),
    Trouble(
        "no success", Fault(what="answer", body='{"success":false}'), SENSELESS_ONCE
    ),
    Trouble("refused", Fault(what="refuse", code=100, subcode=2388072), REFUSED_ONCE),
    Trouble(
        "gateway's 401",
        Fault(what="answer", status=401, body='{"message":"Unauthorized"}'),
        LOCKED_OUT,
    ),
    Trouble("redirect once", Fault(what="redirect"), ASTRAY_ONCE),
)
"""Trouble that one request meets, or a few."""
LASTING = (
    Trouble("resets", Fault(what="reset", times=0), DOWN),
    Trouble("503", Fault(what="error", times=0), DOWN),
    Trouble("captive portal", Fault(what="html", status=200, times=0), DOWN),
    Trouble("throttled", Fault(what="throttle", retry_after=24 * HOUR, times=0), BUSY),
    Trouble(
        "used up",
        Fault(what="throttle", status=400, code=80008, header=USAGE % 55, times=0),
        BUSY,
    ),
    Trouble(
        "expired", Fault(what="refuse", code=190, subcode=463, times=0), LOCKED_OUT
    ),
    Trouble(
        "revoked", Fault(what="refuse", code=190, subcode=460, times=0), LOCKED_OUT
    ),
    Trouble("forbidden", Fault(what="refuse", code=10, times=0), LOCKED_OUT),
    Trouble("policy", Fault(what="refuse", code=368, times=0), LOCKED_OUT),
    Trouble("locked", Fault(what="refuse", code=131031, times=0), LOCKED_OUT),
    Trouble("redirects", Fault(what="redirect", times=0), ASTRAY),
    Trouble(
        "another version",
        Fault(what="headers", header="facebook-api-version: v99.0", times=0),
        RETIRED,
    ),
    Trouble(
        "cookies", Fault(what="headers", header="Set-Cookie: a=b", times=0), HEALED
    ),
    Trouble("nearly full", Fault(what="headers", header=USAGE % 0, times=0), HEALED),
    Trouble("hangups", Fault(what="hangup", times=0), HEALED),
    Trouble(
        "every write's answer is lost",
        Fault(what="reset", method="[PD]*", path="1*", after_commit=True, times=0),
        HEALED,
    ),
    Trouble(
        "read only", Fault(what="refuse", code=10, method="[PD]*", times=0), LOCKED_OUT
    ),
)
"""Trouble that does not pass within the run."""
_LISTS = "*/message_templates"
LISTS = (
    Trouble("loops", Fault(what="loop", method="GET", path=_LISTS, times=0), NO_LIST),
    Trouble("hollow once", Fault(what="hollow", method="GET", path=_LISTS), HEALED),
    Trouble(
        "hollow", Fault(what="hollow", method="GET", path=_LISTS, times=0), NO_LIST
    ),
    Trouble(
        "elsewhere", Fault(what="elsewhere", method="GET", path=_LISTS, times=0), HEALED
    ),
    Trouble("twice", Fault(what="twice", method="GET", path=_LISTS, times=0), HEALED),
    Trouble("gap", Fault(what="gap", method="GET", path=_LISTS), HEALED),
    # what as many looks agree on as are believed, is believed
    Trouble(
        "lag", Fault(what="lag", method="GET", path=_LISTS, times=READS - 1), HEALED
    ),
)
"""Trouble that only lists can have."""


def purposes(calls: Sequence[tuple[str, str]]) -> list[Purpose]:
    """Say what each request of an apply without trouble was for.

    What is read before the first write, but for the look that comes with it, is the
    plan; what is read after the last one confirms.
    """
    writes = [n for n, (method, _) in enumerate(calls) if method != "GET"]
    found = [_purpose(method, path) for method, path in calls]
    begin, end = writes[0] - 1, writes[-1]
    return [
        Purpose.PLAN if n < begin else Purpose.CONFIRM if n > end else purpose
        for n, purpose in enumerate(found)
    ]


def _purpose(method: str, path: str) -> Purpose:
    if method == "GET":
        return Purpose.LOOK
    if path.endswith("/uploads"):
        return Purpose.OPEN
    if path.startswith("upload:"):
        return Purpose.SEND
    creates = method == "POST" and path.endswith("/message_templates")
    return Purpose.CREATE if creates else Purpose.CHANGE
