"""Any order of events: files change, people and Meta act, and plan and apply keep
their promises all the way.

A longer search: ``pytest tests/test_state_machine.py --hypothesis-profile=long``.
"""

from __future__ import annotations

import json
from contextlib import ExitStack, suppress
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule
from support.sandbox_account import ACCOUNT
from support.workbench import PROJECT, workbench

from wa_sync.errors import ApiError
from wa_sync.kinds import BY_NAME
from wa_sync.model.change import Action
from wa_sync.model.report import State
from wa_sync.sandbox import ledger, review


if TYPE_CHECKING:
    from support.workbench import Workbench

    from wa_sync.model.change import Plan
    from wa_sync.model.resource import Live
    from wa_sync.model.source import Json
    from wa_sync.sandbox.objects import Stored

TEMPLATES = BY_NAME["message_template"]
LIST = f"{ACCOUNT.waba_id}/message_templates"

NAMES = st.sampled_from(["order", "parcel"])
LANGUAGES = st.sampled_from(["en_US", "de"])
KEYS = st.builds("{}/{}".format, NAMES, LANGUAGES)
WORDS = st.sampled_from(["today", "tomorrow", "at noon", "on Monday"])
CATEGORIES = st.sampled_from(["UTILITY", "MARKETING"])
VERDICTS = st.sampled_from(["APPROVED", "REJECTED", "PAUSED", "DISABLED"])
MODES = st.sampled_from([review.NOW, review.MANUAL, 3600])
TRIED = frozenset({State.BLOCKED, State.SKIPPED})
"""How a change ends that is still to be done afterwards: Meta, or consent, stops it."""
FINE = TRIED | {State.DONE, State.ALREADY}


def template(key: str, word: str, category: str) -> dict[str, Json]:
    """A template that Meta takes."""
    name, _, language = key.partition("/")
    text = f"Your order in {language} arrives {word}, all of it."
    return {
        "name": name,
        "language": language,
        "category": category,
        "components": [{"type": "BODY", "text": text}],
    }


class Life(RuleBasedStateMachine):
    """A checkout and an account, and everybody who has a hand in them."""

    def __init__(self) -> None:
        """Begin with an empty account and a project that declares nothing."""
        super().__init__()
        self.stack = ExitStack()
        folder = Path(self.stack.enter_context(TemporaryDirectory()))
        self.bench: Workbench = self.stack.enter_context(workbench(folder))
        project = PROJECT + "    limits: {max_deletes: 9, max_delete_percent: 100}\n"
        (folder / "wa-sync.yaml").write_text(project, encoding="utf-8")
        self.words: dict[str, str] = {}
        self.categories: dict[str, str] = {}
        self.buried: set[str] = set()
        self.about: str | None = None

    def teardown(self) -> None:
        """Stop the sandbox."""
        self.stack.close()

    @initialize(mode=MODES)
    def reviews(self, mode: str | int) -> None:
        """Some accounts have slow reviews."""
        with self.bench.there.world.store.transaction():
            self.bench.there.world.store.set(review.MODE, mode)

    # the files

    @rule(key=KEYS, word=WORDS)
    def declare(self, key: str, word: str) -> None:
        """Somebody writes a template, or edits it."""
        self.words[key] = word
        self.buried.discard(key)

    @rule(name=NAMES, category=CATEGORIES)
    def categorise(self, name: str, category: str) -> None:
        """Somebody declares another category, for all languages of a name."""
        self.categories[name] = category

    @rule(key=KEYS)
    def undeclare(self, key: str) -> None:
        """Somebody removes an entry, and says no more about it."""
        self.words.pop(key, None)

    @rule(key=KEYS)
    def bury(self, key: str) -> None:
        """Somebody removes an entry and writes a tombstone."""
        self.words.pop(key, None)
        self.buried.add(key)

    @rule(word=WORDS)
    def introduce(self, word: str) -> None:
        """Somebody edits the profile."""
        self.about = f"Open {word}"

    # Meta, time, and people who do not use the tool

    @rule(key=KEYS, status=VERDICTS)
    def decide(self, key: str, status: str) -> None:
        """Meta approves, rejects, pauses or disables."""
        world = self.bench.there.world
        with world.store.transaction():
            for one in self.stored():
                if f"{one.name}/{one.variant}" == key:
                    review.decide(world, one, status)

    @rule(name=NAMES, category=CATEGORIES)
    def recategorise(self, name: str, category: str) -> None:
        """Meta moves all languages of a name to another category."""
        world = self.bench.there.world
        with world.store.transaction():
            for one in self.stored():
                if one.name == name and one.doc.get("category") != category:
                    review.recategorise(world, one, category)

    @rule(hours=st.sampled_from([1, 25, 31 * 24]))
    def pass_time(self, hours: int) -> None:
        """Quotas fill up again, and names come free."""
        world = self.bench.there.world
        with world.store.transaction():
            world.clock.move(timedelta(hours=hours))

    @rule(key=KEYS, word=WORDS, category=CATEGORIES)
    def create_by_hand(self, key: str, word: str, category: str) -> None:
        """Somebody creates a template in WhatsApp Manager, if Meta lets them."""
        with suppress(ApiError):
            self.bench.there.writer.post(LIST, template(key, word, category))

    @rule(key=KEYS, word=WORDS)
    def edit_by_hand(self, key: str, word: str) -> None:
        """Somebody edits a template in WhatsApp Manager, if Meta lets them."""
        one = self.live().get(key)
        if one is not None:
            body = {"components": template(key, word, "UTILITY")["components"]}
            with suppress(ApiError):
                self.bench.there.writer.post(one.live_id, body)

    @rule(key=KEYS)
    def delete_by_hand(self, key: str) -> None:
        """Somebody deletes a template in WhatsApp Manager, if Meta lets them."""
        one = self.live().get(key)
        if one is not None:
            where = {"hsm_id": one.live_id, "name": one.address.name}
            with suppress(ApiError):
                self.bench.there.writer.delete(LIST, where)

    # the tool

    @rule()
    def plan(self) -> None:
        """A plan shows everything and writes nothing, and says the same twice."""
        before = self.writes()
        first = self.planned()
        assert self.planned().digest == first.digest
        assert self.writes() == before
        assert {c.address.key for c in first.changes if c.action is Action.DELETE} <= (
            self.buried
        )

    @rule(allow_delete=st.booleans())
    def apply(self, allow_delete: bool) -> None:  # noqa: FBT001 - hypothesis draws it
        """Apply does what the plan says, and nothing that nobody declared."""
        self.plan()
        there = self.live().keys()
        made = self.planned()
        outcomes = self.bench.apply(made, allow_delete=allow_delete)
        assert {one.state for one in outcomes} <= FINE, outcomes
        gone = there - self.live().keys()
        assert gone == {
            one.change.address.key
            for one in outcomes
            if one.change.action is Action.DELETE and one.state is State.DONE
        }
        assert gone <= (self.buried if allow_delete else set())
        left = {one.change.address for one in outcomes if one.state in TRIED}
        again = self.planned()
        assert {c.address for c in again.changes if c.blocked is None} <= left
        taken = len(self.writes(taken=True))
        self.bench.apply(again, allow_delete=False)
        assert len(self.writes(taken=True)) == taken

    # what the tests look at

    def planned(self) -> Plan:
        """Write the files as they are meant to be, and plan."""
        document: dict[str, Json] = {
            "version": 1,
            "message_templates": [
                template(
                    key, word, self.categories.get(key.partition("/")[0], "UTILITY")
                )
                for key, word in self.words.items()
            ],
            "removed": [{"message_template": key} for key in sorted(self.buried)],
        }
        if self.about is not None:
            document["business_profile"] = {"about": self.about}
        return self.bench.plan(json.dumps(document))

    def live(self) -> dict[str, Live]:
        """What the API shows, but for what is on its way out."""
        listing = TEMPLATES.read(self.bench.there.writer, ACCOUNT)
        return {
            one.address.key: one
            for one in listing.objects
            if not TEMPLATES.ignored(one) and not TEMPLATES.sample(one)
        }

    def stored(self) -> list[Stored]:
        """What the sandbox keeps, behind the API."""
        there = self.bench.there.world.objects
        return list(there.select(TEMPLATES.name, "true", ()))

    def writes(self, *, taken: bool = False) -> list[Json]:
        """The numbers of all writes that arrived, or of those that Meta took."""
        return [
            entry["number"]
            for entry in ledger.entries(self.bench.there.world)
            if entry["method"] != "GET" and (entry["status"] == 200 or not taken)
        ]


EVERY_DAY = 100
"""More examples than this are asked for by a profile: a long search."""

TestLife = Life.TestCase
if settings().max_examples <= EVERY_DAY:
    TestLife.settings = settings(max_examples=50, stateful_step_count=15)
TestLife.settings = settings(
    TestLife.settings, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
