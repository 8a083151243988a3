"""What holds of every promotion, whatever the template says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support import sendable
from support.road import Road
from support.staging import ACCOUNTS, applied

from wa_sync.config.writer import write_document


if TYPE_CHECKING:
    from wa_sync.model.source import Json, Spec


PAIR = ("--from", "staging", "--to", "production", "--sandbox")
VARIABLE: Json = [{"type": "BODY", "text": "Visit ${var:shop} as soon as you can."}]


def other(entry: Spec) -> Spec:
    """What another entry says of the same template."""
    own = {key: entry[key] for key in ("name", "language")}
    return {
        "accounts": ["production"],
        "category": "UTILITY",
        "components": VARIABLE,
        **own,
    }


@given(entry=sendable.templates(), variables=st.booleans(), own=st.booleans())
@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_the_plan_holds_what_was_promoted_and_nothing_else(
    road: Road,
    entry: Spec,
    variables: bool,  # noqa: FBT001
    own: bool,  # noqa: FBT001
) -> None:
    """Applied, both accounts are the same but for variables, and nothing is left."""
    mine: Spec = {**entry, "accounts": ["staging"]}
    if variables:
        mine = {**mine, "category": "UTILITY", "components": VARIABLE}
    beside: Spec = {
        "name": "another",
        "language": "en_US",
        "category": "UTILITY",
        "accounts": ["staging"],
        "components": [{"type": "BODY", "text": "This one stays where it is."}],
    }
    listed: Json = [mine, beside, *([other(mine)] if own else [])]
    document = {"version": 1, "message_templates": listed}
    road.project(write_document(document), project=ACCOUNTS)
    road.sandbox("reset")
    applied(road, "-a", "staging")
    name = str(entry["name"])
    road.ok("promote", name, *PAIR)
    plan = road.ok("plan", "-a", "production", "--sandbox", "-o", "json").json
    assert {one["address"].partition(".")[2] for one in plan["changes"]} == {
        f"{name}/{entry['language']}"
    }
    road.ok("apply", "--sandbox", "--yes", "-a", "production")
    found = road.ok("diff", "--between", *PAIR[1::2], "--sandbox", "-o", "json").json
    assert [one["name"] for one in found["differences"]] == [
        "message_template.another/en_US"
    ]
    again = road.ok("promote", name, *PAIR).err
    assert again.endswith("Nothing to promote.\n")
