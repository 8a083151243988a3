"""Which templates a list shows, and the numbers of its summary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.kinds.message_template.sandbox import names
from wa_sync.model.source import array
from wa_sync.sandbox.wire import Refusal


if TYPE_CHECKING:
    from collections.abc import Sequence

    from wa_sync.model.source import Json, Spec
    from wa_sync.sandbox.wire import Request
    from wa_sync.sandbox.world import World


SETS = {  # parameter → where the value is
    "status": "status",
    "category": "category",
    "language": "variant",
    "quality_score": "coalesce(json_extract(doc, '$.quality_score.score'), 'UNKNOWN')",
    "source": "coalesce(json_extract(doc, '$.source'), 'MANUAL')",
}
IN_NAME = "instr(name, ?) > 0"
IN_CONTENT = (
    "EXISTS (SELECT 1 FROM json_tree(doc, '$.components') AS part"
    " WHERE part.key = 'text' AND instr(lower(part.value), lower(?)) > 0)"
)
TIMES = {"since": ">=", "until": "<="}
SUMMARY = (
    *("total_count", "message_template_count", "message_template_limit"),
    "are_translations_complete",
)


def condition(request: Request, waba: str) -> tuple[str, list[str | int]]:
    """Return SQL and its values; nothing that was sent becomes part of the SQL."""
    parts: list[str] = ["owner = ?"]
    values: list[str | int] = [waba]
    for parameter, column in SETS.items():
        wanted = _wanted(request, parameter)
        if wanted:
            parts.append(f"{column} IN ({', '.join('?' * len(wanted))})")
            values += wanted
    for parameter, part in (("name", IN_NAME), ("content", IN_CONTENT)):
        asked = request.text(parameter)
        if asked:
            parts.append(part)
            values.append(asked)
    either = request.text("name_or_content")
    if either:
        parts.append(f"({IN_NAME} OR {IN_CONTENT})")
        values += [either, either]
    for parameter, way in TIMES.items():
        moment = request.integer(parameter)
        if moment is not None:
            parts.append(f"json_extract(doc, '$.last_updated_time') {way} ?")
            values.append(moment)
    return " AND ".join(parts), values


def _wanted(request: Request, parameter: str) -> list[str]:
    """Read a JSON list or a plain value; case only counts in languages."""
    value = request.structured(parameter)
    if value is None or value == "":
        return []
    listed = array(value) if isinstance(value, list) else [value]
    words = [str(word) for word in listed]
    return words if parameter == "language" else [word.upper() for word in words]


def summary(
    request: Request,
    world: World,
    waba: str,
    shown: tuple[str, Sequence[str | int]],
) -> Spec:
    """Return the numbers that were asked for."""
    asked = request.structured("summary")
    listed = asked if isinstance(asked, list) else str(asked).split(",")
    wanted = [str(name).strip() for name in listed]
    answer: dict[str, Json] = {}
    for name in SUMMARY if wanted in (["true"], ["1"]) else wanted:
        if name not in SUMMARY:
            raise Refusal(
                100, f"(#100) Tried accessing nonexisting summary field ({name})"
            )
        answer[name] = _number(name, world, waba, shown)
    return answer


def _number(
    name: str, world: World, waba: str, shown: tuple[str, Sequence[str | int]]
) -> int | bool:
    if name == "total_count":
        return world.objects.count(names.KIND, *shown)
    if name == "message_template_count":
        return world.objects.count(names.KIND, "owner = ?", (waba,))
    if name == "message_template_limit":
        return world.number("template_limit")
    rows = world.store.rows(
        "SELECT count(DISTINCT languages) FROM (SELECT count(*) AS languages"
        " FROM object WHERE kind = ? AND owner = ? GROUP BY name)",
        (names.KIND, waba),
    )
    return rows[0][0] in {0, 1}
