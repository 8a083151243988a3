"""How long an apply will take: reckoned for each WABA, and said in good English."""

from __future__ import annotations

import pytest
from support.road import TEMPLATES, Road

from wa_sync.cli.forecast import reckoned
from wa_sync.kinds import BY_NAME


ONE_WABA = """\
version: 1
accounts:
  demo: {waba_id: "102290129340398"}
  twin: {waba_id: "102290129340398"}
  other: {waba_id: "102290129340399"}
"""
ENTRY = TEMPLATES.split("message_templates:\n")[1]


def templates(account: str, count: int) -> str:
    """Declare so many templates for one account."""
    return "".join(
        ENTRY.replace("order_update", f"{account}_{number:02}").replace(
            "    category", f"    accounts: [{account}]\n    category"
        )
        for number in range(count)
    )


def test_accounts_of_one_waba_share_its_limit(road: Road) -> None:
    """Each alone would be done at once; together they are not, and others are."""
    declared = [templates("demo", 60), templates("twin", 60), templates("other", 60)]
    road.project(
        "version: 1\nmessage_templates:\n" + "".join(declared), project=ONE_WABA
    )
    ran = road.run("apply", "--sandbox", "-a", "*")
    assert ran.code == 5
    assert ran.err.startswith(
        "demo and twin: 120 templates are to be created. Meta takes 100 an hour, and "
        "0 were created in the last one: this takes about 1 h.\n"
    )
    assert ran.err.count("to be created") == 1


@pytest.mark.parametrize(
    ("count", "past", "said"),
    [
        (1, 100, "1 template is to be created. Meta takes 100 an hour, and 100 were"),
        (100, 1, "100 templates are to be created. Meta takes 100 an hour, and 1 was"),
    ],
)
def test_one_is_one(count: int, past: int, said: str) -> None:
    """Numbers and words agree."""
    kind = BY_NAME["message_template"]
    assert reckoned(kind, count, past, 1800.0) == (
        f"{said} created in the last one: this takes about 30 min."
    )
