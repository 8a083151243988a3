"""Two names for one WABA: to Meta they are one account, and so to apply."""

from __future__ import annotations

from support.road import TEMPLATES, Road


PROJECT = """\
version: 1
accounts:
  one: {waba_id: "102290129340398"}
  two: {waba_id: "102290129340398"}
"""
ENTRY = TEMPLATES.split("message_templates:\n")[1].rstrip("\n")
KEPT = ENTRY.replace("order_update", "order_kept").replace("workshop", "warehouse")
OLD = "version: 1\nmessage_templates:\n" + ENTRY + "\n" + KEPT + "\n"
NEXT = (
    "version: 1\nmessage_templates:\n"
    + KEPT
    + "\n    accounts: [two]\n"
    + ENTRY.replace("order_update", "order_update_v2").replace("workshop", "studio")
    + "\n    accounts: [one]\nremoved:\n"
    "  - message_template: order_update/en_US\n    accounts: [two]\n"
)
GONE = (
    "version: 1\nmessage_templates:\n"
    + ENTRY.replace("order_update", "order_new").replace("workshop", "studio")
    + "\nremoved:\n"
    "  - message_template: order_update/en_US\n    accounts: [one]\n"
    "  - message_template: order_kept/en_US\n    accounts: [two]\n"
)


def test_deletes_under_both_names_are_counted_together(road: Road) -> None:
    """A second name for a WABA is no second limit; consent is for both together."""
    road.project(OLD, project=PROJECT)
    road.ok("apply", "--sandbox", "--yes", "-a", "one")
    road.project(GONE, project=PROJECT)
    ran = road.run("plan", "--sandbox")
    assert ran.code == 5
    assert "refused[max_deletes]: 2 deletes in 'one' and 'two' (one account" in ran.out
    assert (
        "Deletes are made only with --allow-delete --max-deletes 2; without that "
        "number, apply changes nothing at all.\n"
    ) in ran.out
    everybody = ("apply", "--sandbox", "--yes", "-a", "*", "--allow-delete")
    assert road.run(*everybody).code == 5
    assert road.run(*everybody, "--max-deletes", "2").out.count("deleted  ") == 2


def test_nothing_goes_under_one_name_while_its_successor_failed_under_the_other(
    road: Road,
) -> None:
    """Creates of all names come before deletes of any, and a failure counts for all."""
    road.project(OLD, project=PROJECT)
    road.ok("apply", "--sandbox", "--yes", "-a", "two")
    road.project(NEXT, project=PROJECT)
    road.sandbox("faults", "refuse", "method=POST", "code=100")
    everybody = ("apply", "--sandbox", "--yes", "-a", "*", "--allow-delete")
    ran = road.run(*everybody, "-o", "json")
    ended = [
        (one["account"], one["action"], one["state"]) for one in ran.json["outcomes"]
    ]
    assert ended == [("one", "create", "blocked"), ("two", "delete", "skipped")]
    assert road.settled("-a", "*")["delete"] == 1
    ran = road.ok(*everybody, "-o", "json")
    ended = [
        (one["account"], one["action"], one["state"]) for one in ran.json["outcomes"]
    ]
    assert ended == [("one", "create", "done"), ("two", "delete", "done")]
