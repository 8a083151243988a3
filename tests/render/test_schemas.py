from __future__ import annotations

import json as stdlib_json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from jsonschema import Draft202012Validator
from support import plans
from support.checked import CHECKS
from support.compared import alike_accounts, compared
from support.connected import OPEN, UNTOLD
from support.drifted import drifted, settled
from support.faring import calm, mixed
from support.made_media import PICTURE, REQUEST
from support.made_media import UNTOLD as NOTHING_TOLD
from support.numbers import BARE, FOUND, LUCKY
from support.sent import POSTING, SENT
from support.tried import TRIED

from wa_sync.model.sent import Sent
from wa_sync.render import (
    between,
    checkup,
    condition,
    connections,
    drift,
    events,
    json,
    media,
    phones,
    schemas,
    smoke,
)
from wa_sync.render import message as messages
from wa_sync.workflow.plan import nothing_planned


if TYPE_CHECKING:
    from wa_sync.model.source import Json

NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)
DOCUMENTS = {
    "plan": [
        json.plan(plan)
        for plan in (
            plans.everything(),
            plans.nothing(),
            plans.incomplete(),
            nothing_planned(plans.DIAGNOSTICS),
        )
    ],
    "diagnostics": [
        json.diagnostics(plans.DIAGNOSTICS, valid=False),
        json.diagnostics((), valid=True),
    ],
    "between": [between.between(compared()), between.between(alike_accounts())],
    "message": [
        messages.message(POSTING, None),
        messages.message(POSTING, Sent(message_id="wamid.A")),
        messages.message(POSTING, SENT),
    ],
    "drift": [drift.drift(drifted()), drift.drift(settled())],
    "checkup": [checkup.checkup(CHECKS), checkup.checkup(())],
    "connections": [connections.connections((OPEN, UNTOLD))],
    "connection": [connections.connection(OPEN), connections.connection(UNTOLD)],
    "phones": [phones.phones(FOUND), phones.phones(())],
    "phone": [phones.phone("demo", LUCKY), phones.phone("demo", BARE)],
    "status": [condition.status(mixed()), condition.status(calm())],
    "upload": [media.upload(REQUEST, None), media.upload(REQUEST, "5")],
    "medium": [
        media.medium("demo", PICTURE, url=True),
        media.medium("demo", PICTURE, file="5.png"),
        media.medium("demo", NOTHING_TOLD),
    ],
    "smoke": [smoke.smoke(TRIED), smoke.smoke(())],
    "report": [json.report(plans.report())],
    "event": [
        events.run_started(plans.everything(), NOON),
        *(events.change_started(c, NOON) for c in plans.everything().changes),
        *(events.change_finished(one, NOON) for one in plans.report().outcomes),
        events.run_finished(plans.report(), 7, NOON),
    ],
}


def widened(value: Json) -> list[Json]:
    """Every variant of a document with a stranger's key in one of its objects."""
    found: list[Json] = []
    if isinstance(value, list):
        for index, item in enumerate(value):
            found += [
                [*value[:index], other, *value[index + 1 :]] for other in widened(item)
            ]
    elif isinstance(value, dict):
        found.append({**value, "stranger": 1})
        for key, item in value.items():
            if key not in {"before", "after", "send", "body"}:  # their keys are Meta's
                found += [{**value, key: other} for other in widened(item)]
    return found


@pytest.mark.parametrize("name", DOCUMENTS)
class TestSchemas:
    """The schemas say what the documents are."""

    def test_sound(self, name: str) -> None:
        """Each schema is one."""
        Draft202012Validator.check_schema(schemas.schemas()[name])

    def test_fits(self, name: str) -> None:
        """Real output fits."""
        validator = Draft202012Validator(schemas.schemas()[name])
        for document in DOCUMENTS[name]:
            assert list(validator.iter_errors(stdlib_json.loads(document))) == []

    def test_strict(self, name: str) -> None:
        """A key that is not named fits nowhere."""
        validator = Draft202012Validator(schemas.schemas()[name])
        for document in DOCUMENTS[name]:
            for variant in widened(stdlib_json.loads(document)):
                assert not validator.is_valid(variant)

    def test_complete(self, name: str) -> None:
        """Every key is always there."""
        validator = Draft202012Validator(schemas.schemas()[name])
        for document in DOCUMENTS[name]:
            content = stdlib_json.loads(document)
            for key in content:
                rest = {k: v for k, v in content.items() if k != key}
                assert not validator.is_valid(rest)


def test_all() -> None:
    """There is a schema for each document, and no other."""
    assert set(schemas.schemas()) == set(DOCUMENTS)
