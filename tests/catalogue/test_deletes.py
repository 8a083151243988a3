"""S9: a delete needs six things; each is refused for itself, before any write.

The conditions are those of docs/applying.md: place, intent, a whole picture, consent,
limits, and a snapshot.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable

import pytest
from support.passage import WABA, passage
from support.road import PROJECT, Ran, Road


CONSENT = ("apply", "--sandbox", "--yes", "--allow-delete")
NAMES = ("a_first", "b_second", "c_third", "d_fourth")


def templates(*names: str) -> str:
    """Declare these names."""
    return "version: 1\nmessage_templates:\n" + "".join(
        f"  - {{name: {name}, language: en_US, category: UTILITY, "
        f'components: [{{type: BODY, text: "This is {name} speaking."}}]}}\n'
        for name in names
    )


def removed(*names: str) -> str:
    """Bury these names."""
    return "removed:\n" + "".join(
        f"  - message_template: {name}/en_US\n" for name in names
    )


def live(road: Road, *names: str) -> None:
    """Make these names live, and bury none yet."""
    road.project(templates(*names))
    road.ok("apply", "--sandbox", "--yes")
    road.ok("plan", "--sandbox")


def calls(road: Road) -> list[dict[str, object]]:
    """Every request that has arrived."""
    return [json.loads(line) for line in road.sandbox("calls").out.splitlines()]


def refused(road: Road, *argv: str) -> Ran:
    """Apply with consent; nothing may be written."""
    before = len(calls(road))
    ran = road.run(*CONSENT, *argv)
    methods = {call["method"] for call in calls(road)[before:]}
    assert methods <= {"GET"}, (ran.out, ran.err)
    return ran


def rules(ran: Ran) -> list[str]:
    """What blocked each change of an apply that reports in JSON."""
    return [one["blocked"]["rule"] for one in ran.json["outcomes"]]


def test_outside_manage_a_tombstone_is_an_error(road: Road) -> None:
    """Condition 1: what is not ours cannot be buried; exit 3."""
    live(road, *NAMES[:2])
    account = PROJECT + '    manage: {include: ["a_*"]}\n'
    road.project(templates(NAMES[0]) + removed(NAMES[1]), project=account)
    ran = refused(road)
    assert ran.code == 3
    assert "b_second" in ran.err


def test_a_protected_name_stays(road: Road) -> None:
    """Condition 1: a glob of protect: outlives any tombstone; exit 5."""
    live(road, *NAMES[:2])
    account = PROJECT + "    protect: [b_*]\n"
    road.project(templates(NAMES[0]) + removed(NAMES[1]), project=account)
    ran = refused(road, "-o", "json")
    assert (ran.code, rules(ran)) == (5, ["delete_protected"])


def test_a_sample_of_metas_stays(road: Road) -> None:
    """Condition 1: Meta's own templates are not ours to delete; exit 5."""
    live(road, NAMES[0])
    sample = {"name": "hello_world", "language": "en_US", "status": "APPROVED"}
    file = road.write("sample.json", json.dumps(sample))
    road.sandbox("seed", str(file), "--waba", WABA)
    road.project(templates(NAMES[0]) + removed("hello_world"))
    ran = refused(road, "-o", "json")
    assert (ran.code, rules(ran)) == (5, ["delete_sample"])


def test_without_a_tombstone_nothing_is_meant(road: Road) -> None:
    """Condition 2: an entry that is gone is reported and never deleted; exit 0."""
    live(road, *NAMES)
    road.project(templates(NAMES[0]))
    ran = refused(road, "--max-deletes", "9")
    assert ran.code == 0
    assert road.settled()["unmanaged"] == 3


def _broken(road: Road) -> None:
    road.write("templates/other.yaml", "version: 1\nmessage_templates: [\n")


def _unreadable(road: Road) -> None:
    os.mkfifo(road.folder / "templates/other.yaml")


def _linked(road: Road) -> None:
    (road.folder / "templates/other.yaml").symlink_to(road.folder / "nowhere.yaml")


@pytest.mark.parametrize(
    ("spoil", "code"), [(_broken, 3), (_unreadable, 3), (_linked, 5)]
)
def test_unless_every_file_was_read_nothing_is_deleted(
    road: Road, spoil: Callable[[Road], None], code: int
) -> None:
    """Condition 3: what was not read may declare it; exit 3, or 5 for a link."""
    live(road, *NAMES[:2])
    road.project(templates(NAMES[0]) + removed(NAMES[1]))
    spoil(road)
    ran = refused(road, "-o", "json")
    assert ran.code == code, ran.err
    assert code == 3 or rules(ran) == ["delete_files_skipped"]


def test_where_nothing_is_declared_nothing_is_deleted(road: Road) -> None:
    """Condition 3: an empty set is more likely a mistake than a wish; exit 5."""
    live(road, *NAMES[:2])
    road.project("version: 1\n" + removed(NAMES[1]))
    ran = refused(road, "-o", "json")
    assert (ran.code, rules(ran)) == (5, ["delete_nothing_declared"])


def test_unless_the_list_was_read_to_its_end_nothing_is_deleted(road: Road) -> None:
    """Condition 3: a page that fails for good ends the run; exit 75."""
    live(road, *NAMES[:2])
    road.project(templates(NAMES[0]) + removed(NAMES[1]))
    road.sandbox("faults", "truncated", "method=GET", "times=0")
    ran = refused(road)
    assert (ran.code, ran.out) == (75, "")


def test_consent_is_said_each_time(road: Road) -> None:
    """Condition 4: the plan shows a delete, apply needs --allow-delete; exit 5."""
    live(road, *NAMES[:2])
    road.project(templates(NAMES[0]) + removed(NAMES[1]))
    assert road.settled()["delete"] == 1
    ran = road.run("apply", "--sandbox", "--yes", "-o", "json")
    assert (ran.code, rules(ran)) == (5, ["delete_without_consent"])
    assert "DELETE" not in {call["method"] for call in calls(road)}


def test_more_deletes_than_the_limit_are_refused_with_the_numbers(road: Road) -> None:
    """Condition 5: the count first; --max-deletes names it; exit 5."""
    live(road, *NAMES)
    road.project(templates(*NAMES[:2]) + removed(*NAMES[2:]))
    ran = refused(road)
    assert ran.code == 5
    assert "2 deletes in 'demo', 1 allowed at once" in ran.err
    assert "--max-deletes 2" in ran.err
    assert refused(road, "--max-deletes", "1").code == 5
    assert road.run(*CONSENT, "--max-deletes", "2").code == 0
    assert road.settled()["unchanged"] == 2


def test_too_large_a_share_is_refused_with_the_numbers(road: Road) -> None:
    """Condition 5: then the percentage, from the second delete on; exit 5."""
    live(road, *NAMES)
    account = PROJECT + "    limits: {max_deletes: 9, max_delete_percent: 49}\n"
    road.project(templates(*NAMES[:2]) + removed(*NAMES[2:]), project=account)
    ran = refused(road)
    assert ran.code == 5
    assert "2 of 4 deletable objects in 'demo' " in ran.err
    assert " would be deleted, 49 % allowed at once" in ran.err
    road.project(templates(*NAMES[:3]) + removed(NAMES[3]), project=account)
    assert road.run(*CONSENT).code == 0


def test_without_a_snapshot_nothing_is_deleted(road: Road) -> None:
    """Condition 6: where it cannot be written, the template stays; exit 74."""
    live(road, *NAMES[:2])
    road.project(templates(NAMES[0]) + removed(NAMES[1]))
    road.write(".wa-sync/snapshots", "a file where the folder would be")
    ran = refused(road, "-o", "json")
    assert (ran.code, ran.json["outcomes"][0]["state"]) == (74, "failed")


def test_the_snapshot_is_there_before_the_delete_is_sent(road: Road) -> None:
    """Condition 6: first the file, then the request, never the other way round."""
    folder = road.folder / ".wa-sync" / "snapshots"
    kept: list[int] = []
    with passage() as way:
        there = ("--yes", "--sandbox-url", way.url)
        road.project(templates(*NAMES[:2]))
        road.ok("apply", *there)
        road.project(templates(NAMES[0]) + removed(NAMES[1]))

        def look(request: str) -> None:
            if request.startswith("DELETE"):
                kept.append(len(list(folder.iterdir())))

        way.before = look
        road.ok("apply", *there, "--allow-delete")
    assert kept == [1]


@pytest.mark.parametrize("name", ["the same", "another"])
def test_a_snapshot_brings_the_text_back(road: Road, name: str) -> None:
    """Under another name at once, under its own after the lock: as it was."""
    rich = templates("kept") + (
        "  - name: gone\n    language: en_US\n    category: MARKETING\n"
        "    components:\n      - {type: HEADER, format: TEXT, text: 'No: 0123 ~'}\n"
        '      - {type: BODY, text: "Hi {{1}}, *50 %* off\\nuntil {{2}} today", '
        "example: [Ana, '12:30']}\n      - {type: FOOTER, text: 'Reply STOP, please'}\n"
        "      - type: BUTTONS\n        buttons:\n"
        "          - {type: QUICK_REPLY, text: 'Yes'}\n"
        "          - {type: URL, text: Shop, url: 'https://example.com/{{1}}', "
        "example: ['https://example.com/a']}\n"
    )
    road.project(rich)
    road.ok("apply", "--sandbox", "--yes")
    road.ok("plan", "--sandbox")
    before = _shown(road)["gone/en_US"]
    road.project(templates("kept") + removed("gone"))
    assert road.run(*CONSENT).code == 0
    assert set(_shown(road)) == {"kept/en_US"}
    (snapshot,) = (road.folder / ".wa-sync" / "snapshots").iterdir()
    assert snapshot.stat().st_mode & 0o777 == 0o600
    text = snapshot.read_text()
    new = "gone" if name == "the same" else "gone_v2"
    road.project(templates("kept"))
    road.write("templates/back.yaml", text.replace("name: gone", f"name: {new}"))
    if name == "the same":
        blocked = road.run("apply", "--sandbox", "--yes", "-o", "json")
        assert (blocked.code, rules(blocked)) == (75, ["name_locked"])
        road.sandbox("clock", "+31d")
    road.ok("apply", "--sandbox", "--yes")
    after = _shown(road)[f"{new}/en_US"]
    assert after == {**before, "name": new}
    assert road.settled()["unchanged"] == 2


def _shown(road: Road) -> dict[str, dict[str, object]]:
    """What is live, without what no person can choose."""
    with passage(road.folder / ".wa-sync" / "sandbox.db") as way:
        way.by_hand("GET", f"{WABA}/message_templates")  # reviews end at a request
        found = way.live()
    passing = {"id", "status", "last_updated_time"}
    return {
        key: {k: v for k, v in one.items() if k not in passing}
        for key, one in found.items()
    }
