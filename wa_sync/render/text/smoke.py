"""Smoke tests as plain text: a line each, and what is to be done below it."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

from wa_sync.model.smoke import Verdict
from wa_sync.render import wording
from wa_sync.render.sinks.terminal import Text, line
from wa_sync.render.style import Role


if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from wa_sync.model.smoke import Tried
    from wa_sync.render.style import Style

_ROLES: Mapping[Verdict, Role] = {
    Verdict.ACCEPTED: Role.CREATE,
    Verdict.REFUSED: Role.CREATE,
    Verdict.SHOWN: Role.FAINT,
    Verdict.UNEXPECTED: Role.ERROR,
    Verdict.UNFIT: Role.ERROR,
    Verdict.FAILED: Role.ERROR,
    Verdict.UNKNOWN: Role.ERROR,
    Verdict.NOT_TRIED: Role.FAINT,
}
_WORDS: Mapping[Verdict, str] = {
    Verdict.REFUSED: "refused as expected",
    Verdict.SHOWN: "only shown",
    Verdict.UNEXPECTED: "not as expected",
    Verdict.UNFIT: "cannot be sent",
    Verdict.NOT_TRIED: "not tried",
}
_WIDEST = max(len(_WORDS.get(one, one.value)) for one in Verdict)


def smoke(tried: Sequence[Tried], style: Style) -> Text:
    """Return a paragraph for each test, and how many came to what."""
    lines = [shown for one in tried for shown in _one(one, style)]
    lines += [Text(""), style.paint(Role.STRONG, _summary(tried))]
    return line("{}\n", Text("\n").join(lines))


def _one(one: Tried, style: Style) -> Iterator[Text]:
    trial, word = one.trial, _WORDS.get(one.verdict, one.verdict.value)
    gap = Text(" ") * (_WIDEST - len(word))
    yield line(
        "{}{}  {}: {} to {}  {}",
        style.paint(_ROLES[one.verdict], word),
        gap,
        trial.account,
        trial.name,
        trial.to,
        style.paint(Role.FAINT, line("{}:{}", trial.file, trial.line)),
    )
    for text in _told(one):
        yield line("    {}", text)
    if one.request is not None:
        yield line("    POST {}", one.request.path)
        written = json.dumps(one.request.body, indent=2, ensure_ascii=False)
        for shown in written.split("\n"):
            yield line("    {}", shown)


def _told(one: Tried) -> Iterator[Text]:
    if one.sent is not None:
        yield line("message {}", one.sent.message_id)
        if one.sent.status not in {None, "accepted"}:
            yield line("status {}", one.sent.status)
    if one.message:
        yield line("{}", one.message)
    if one.hint is not None:
        yield line("hint: {}", one.hint)


def _summary(tried: Sequence[Tried]) -> Text:
    found = Counter(one.verdict for one in tried)
    told = [f"{found[one]} {_WORDS.get(one, one.value)}" for one in Verdict]
    some = [word for word, one in zip(told, Verdict, strict=True) if found[one]]
    return line("{}: {}.", wording.counted(len(tried), "smoke test"), ", ".join(some))
