"""Everybody but the tool: who writes the files, who clicks, Meta itself, and time."""

from __future__ import annotations

import shutil
from datetime import timedelta
from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from support import machine_draws as draw
from support.machine_actors import Act, put
from support.machine_config import (
    CATEGORIES,
    ELSEWHERE,
    HOME,
    NAMES,
    PROFILE,
    ROOM,
    TEXTS,
    Config,
    Key,
)
from support.machine_run import Saved
from support.machine_tool import Tool

from wa_sync.cli.state import state_folder
from wa_sync.kinds.business_profile.sandbox import seed as seed_profile
from wa_sync.model.account import Limits
from wa_sync.sandbox import review


Edits = tuple[tuple[str, tuple[str, str], str], ...]


class Surroundings(RuleBasedStateMachine):
    """One account and one checkout, and all who may change either."""

    tool: ClassVar[Tool]

    def __init__(self) -> None:
        """Begin with an empty account and nothing declared."""
        super().__init__()
        tool = self.tool
        with tool.world.store.transaction():
            tool.world.store.clear()
        tool.recorder.clear()
        for left in (tool.recorder.snapshots, state_folder()):
            shutil.rmtree(left, ignore_errors=True)
        self.config = Config(categories=dict.fromkeys(NAMES, "UTILITY"))
        self.saved: list[Saved] = []
        tool.recorder.seen["example"] += 1

    @invariant()
    def count(self) -> None:
        """Every step counts."""
        self.tool.recorder.seen["step"] += 1

    @initialize(
        live=st.dictionaries(draw.ours, st.sampled_from(TEXTS[:3]), min_size=5),
        mode=draw.reviews,
        page=st.sampled_from((2, 3, 1000)),
        protect=st.just(()) | draw.protect,
        limits=st.just(ROOM) | draw.limits,
    )
    def begin(
        self,
        live: dict[tuple[str, str], str],
        mode: str | int,
        page: int,
        protect: tuple[str, ...],
        limits: Limits,
    ) -> None:
        """Everything is in sync, and approved."""
        self.config.texts = dict(live)
        self.config.protect, self.config.limits = protect, limits
        self.tool.recorder.page = page
        with self.tool.world.store.transaction():
            for key, text in live.items():
                put(self.tool.world, Key(HOME, *key), text, "UTILITY")
            seed_profile(self.tool.world, PROFILE.owner, {"about": "Hello."})
            self.tool.world.store.set(review.MODE, mode)

    # the configuration

    @rule(edits=draw.edits)
    def edit(self, edits: Edits) -> None:
        """Somebody changes what is declared, and what is to go."""
        self._edit(edits)

    @rule(
        protect=draw.protect,
        exclude=st.sampled_from(((), (), ("promo_week",))),
        limits=draw.limits,
    )
    def guard(
        self, protect: tuple[str, ...], exclude: tuple[str, ...], limits: Limits
    ) -> None:
        """Somebody changes what may be done to the account."""
        self.config.protect, self.config.limits = protect, limits
        self.config.exclude = exclude
        # declaring what is not managed is an error; that has a rule of its own
        for key in [*self.config.texts, *self.config.buried]:
            if self.config.outside(key[0]):
                self.config.texts.pop(key, None)
                self.config.buried = [k for k in self.config.buried if k != key]

    @rule(
        name=st.sampled_from(NAMES),
        category=st.sampled_from(CATEGORIES),
        policy=st.sampled_from(("accept", "warn", "enforce")),
        unmanaged=st.sampled_from(("report", "report", "report", "ignore", "error")),
    )
    def reclassify(self, name: str, category: str, policy: str, unmanaged: str) -> None:
        """Somebody declares another category, or another policy."""
        self.config.categories[name] = category
        self.config.policy, self.config.unmanaged = policy, unmanaged

    @rule(profile=draw.profiles)
    def describe(self, profile: dict[str, str]) -> None:
        """Somebody changes the profile."""
        self.config.profile = profile

    @rule(elsewhere=st.booleans())
    def move(self, *, elsewhere: bool) -> None:
        """The project is pointed to another account, or back."""
        self.config.waba = ELSEWHERE if elsewhere else HOME

    # those beside it

    @rule(act=draw.people | draw.meta)
    def others_act(self, act: Act) -> None:
        """A person does something in WhatsApp Manager, or Meta to a template."""
        self._perform(act)

    @rule(by=draw.shifts, mode=draw.reviews)
    def time_passes(self, by: timedelta, mode: str | int) -> None:
        """Minutes, hours or weeks go by, and Meta may review differently."""
        self.tool.clock.now += by.total_seconds()
        with self.tool.world.store.transaction():
            self.tool.world.store.set(review.MODE, mode)
            review.settle(self.tool.world)

    @rule(
        limit=st.sampled_from((6000, 6000, 5)),
        hourly=st.sampled_from((0, 0, 1)),
        page=st.sampled_from((1, 2, 3, 1000)),
    )
    def quotas(self, limit: int, hourly: int, page: int) -> None:
        """Meta allows more, or less, and shows lists in other pieces."""
        self.tool.recorder.page = page
        with self.tool.world.store.transaction():
            self.tool.world.store.set("template_limit", limit)
            self.tool.world.store.set("creates_per_hour", hourly)

    def _edit(self, edits: Edits) -> None:
        for edit in edits:
            self.config.edit(*edit)

    def _perform(self, act: Act) -> None:
        with self.tool.world.store.transaction():
            act.perform(self.tool.world)
