"""The state machine: the tool among all the others, and the laws after every run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import strategies as st
from hypothesis.stateful import rule
from support import machine_draws as draw
from support.machine_actors import Act
from support.machine_command import by_command
from support.machine_config import ELSEWHERE, HOME, TEXTS, Key
from support.machine_laws import LAWS
from support.machine_others import Edits, Surroundings
from support.machine_run import Asked, Run, doable
from support.machine_tampering import TAMPERINGS
from support.machine_tool import Meanwhile, Ordered
from support.machine_world import truth


A_DAY_AND_MORE = 25 * 3600


class AccountMachine(Surroundings):
    """All who may change the account, and the tool."""

    @rule(asked=draw.asked, edits=draw.edits)
    def apply(self, asked: Asked, edits: Edits) -> None:
        """Somebody applies, and nothing goes wrong."""
        self._edit(edits)
        self._apply(asked)

    @rule(asked=draw.asked, edits=draw.edits, orders=draw.orders)
    def apply_with_faults(
        self, asked: Asked, edits: Edits, orders: tuple[Ordered, ...]
    ) -> None:
        """The network or Meta fails meanwhile."""
        self._edit(edits)
        self._apply(asked, (), orders)

    @rule(asked=draw.asked, edits=draw.edits, orders=draw.orders, trouble=draw.troubles)
    def apply_and_crash(
        self,
        asked: Asked,
        edits: Edits,
        orders: tuple[Ordered, ...],
        trouble: dict[str, object],
    ) -> None:
        """The process dies, is asked to stop, or has no room on its disk."""
        self._edit(edits)
        self._apply(replace(asked, **trouble), (), orders)  # type: ignore[arg-type] # drawn to fit

    @rule(
        asked=draw.asked,
        edits=draw.edits,
        acts=draw.meanwhile,
        orders=st.just(()) | draw.orders,
    )
    def apply_among_others(
        self,
        asked: Asked,
        edits: Edits,
        acts: tuple[Meanwhile, ...],
        orders: tuple[Ordered, ...],
    ) -> None:
        """Others act while the tool plans and applies, mostly on what it changes."""
        self._edit(edits)
        self._apply(asked, _aimed(acts, [key for _, key, _ in edits]), orders)

    @rule(asked=draw.asked, edits=draw.edits)
    def apply_by_command(self, asked: Asked, edits: Edits) -> None:
        """Somebody types the command."""
        self._edit(edits)
        self._judge(by_command(self.tool, self.config, asked))

    @rule(asked=draw.asked, edits=draw.edits)
    def save(self, asked: Asked, edits: Edits) -> None:
        """Somebody saves a plan for later."""
        self._edit(edits)
        run, made = self.tool.save(self.config, asked)
        self._judge(run)
        if made is not None:
            self.saved = [*self.saved[-2:], made]

    @rule(
        asked=draw.asked,
        edits=draw.edits,
        which=st.none() | st.integers(0, 2),
        meddling=draw.meddling,
        command=st.booleans(),
    )
    def apply_saved(
        self,
        asked: Asked,
        edits: Edits,
        which: int | None,
        meddling: tuple[str | None, tuple[str, str], tuple[Meanwhile, ...]],
        *,
        command: bool,
    ) -> None:
        """Somebody applies a saved plan: a new one, an old one, or a forged one.

        Others may have acted since it was saved, mostly on what it is about.
        """
        if which is None or not self.saved:
            self.save(asked, edits)
        if not self.saved:
            return
        saved = self.saved[-1 if which is None else which % len(self.saved)]
        tampering, key, acts = meddling
        if tampering is not None:
            target = Key(self.config.waba, *key)
            saved = TAMPERINGS[tampering](saved, target, self.tool.world)
        asked = replace(asked, saved=saved)
        acts = _aimed(acts, [(key.name, key.language) for key in saved.claims])
        if command:
            for _, _, act in acts:
                self._perform(act)
            self._judge(by_command(self.tool, self.config, asked))
        else:
            self._apply(asked, acts)

    @rule(
        which=draw.two,
        texts=st.permutations(TEXTS[:3]),
        delete=st.booleans(),
        asked=draw.asked,
    )
    def somebody_is_faster(
        self,
        which: tuple[int, int],
        texts: list[str],
        asked: Asked,
        *,
        delete: bool,
    ) -> None:
        """A template is rewritten by a person, just before the tool comes to it."""
        mine = self._in_sync(which)
        if mine is None:
            return
        self._edit((("bury" if delete else "declare", mine[0], texts[0]),))
        act = Act("rewrites", Key(self.config.waba, *mine[0]), texts[1])
        self._apply(replace(asked, only=()), (("apply", 0, act),))

    @rule(
        how=st.sampled_from(("rewritten", "declared", "disabled", "pending", "late")),
        which=draw.two,
        texts=st.permutations(TEXTS[:3]),
        asked=draw.asked,
    )
    def plan_falls_behind(
        self, how: str, which: tuple[int, int], texts: list[str], asked: Asked
    ) -> None:
        """A plan changes one template and deletes another; then something happens."""
        mine = self._in_sync(which)
        if mine is None:
            return
        key = Key(self.config.waba, *mine[0])
        if how in {"disabled", "pending"}:
            self._perform(Act(how.upper(), key, ""))
        self._edit((("declare", mine[0], texts[0]), ("bury", mine[1], "")))
        self.save(Asked(), ())
        if how == "rewritten":
            self._perform(Act("rewrites", key, texts[1]))
        elif how == "declared":
            self._edit((("declare", mine[0], texts[2]),))
        elif how == "late":
            self.tool.clock.now += A_DAY_AND_MORE
        else:
            self._perform(Act("APPROVED", key, ""))
        if self.saved:
            # as careless as can be: all that is to be left alone is left to the tool
            careless = replace(asked, only=(), allow_delete=True, skip_stale=True)
            self._apply(replace(careless, saved=self.saved[-1]))

    @rule(key=draw.ours, text=st.sampled_from(TEXTS[:3]), asked=draw.asked)
    def apply_elsewhere(self, key: tuple[str, str], text: str, asked: Asked) -> None:
        """A plan for one account is applied to another, which lacks the same."""
        was = self.config.copy()
        self.config.texts, self.config.buried = {key: text}, []
        self.config.profile = {}
        self.save(Asked(), ())
        self.config.waba = HOME if was.waba == ELSEWHERE else ELSEWHERE
        if self.saved:
            self._apply(replace(asked, only=(), saved=self.saved[-1]))
        self.config = was

    @rule(
        broken=st.none() | draw.broken,
        key=draw.ours,
        asked=draw.asked,
        edits=draw.edits,
    )
    def break_and_mend(
        self, broken: str | None, key: tuple[str, str], asked: Asked, edits: Edits
    ) -> None:
        """Somebody breaks the files, applies them, and takes that back.

        They are broken, or they name what the account does not manage.
        """
        was = self.config.copy()
        self._edit((*edits, ("bury", key, "")))
        self.config.broken = broken
        if broken is None:
            self.config.exclude = (key[0],)
        self._judge(self.tool.apply(self.config, asked))
        self.config = was

    def _in_sync(self, which: tuple[int, int]) -> list[tuple[str, str]] | None:
        """Choose two templates that are declared and live; None where there are not."""
        live = truth(self.tool.world)
        ours = [k for k in self.config.texts if Key(self.config.waba, *k) in live]
        if len(ours) < len(which):
            return None
        first = ours.pop(which[0] % len(ours))
        return [first, ours[which[1] % len(ours)]]

    def _apply(
        self,
        asked: Asked,
        acts: tuple[Meanwhile, ...] = (),
        orders: tuple[Ordered, ...] = (),
    ) -> None:
        run = self.tool.apply(self.config, asked, acts, orders)
        self._judge(run)
        if run.code == 0 and run.ended and asked.saved is None and not run.acted:
            self._nothing_left(asked)

    def _nothing_left(self, asked: Asked) -> None:
        """After success a plan is empty, and a second apply writes nothing."""
        calm = Asked(allow_delete=True, only=asked.only)
        again = self.tool.apply(self.config, calm)
        self._judge(again)
        if again.planned is not None:
            left = doable(again.planned.changes, self.config.waba)
            assert not left, f"after exit 0, plan still has {left}"
        assert not again.mutations, "a second apply wrote"

    def _judge(self, run: Run) -> None:
        seen = self.tool.recorder.seen
        seen[f"{run.what} exit {run.code}"] += 1
        seen.update(f"{end.action} {end.state}" for end in run.ended)
        seen.update(f"wrote {action}" for action, _ in run.effects())
        for law in LAWS:
            law(run)


def _aimed(
    acts: tuple[Meanwhile, ...], keys: Sequence[tuple[str, str]]
) -> tuple[Meanwhile, ...]:
    """Let others act on what the tool is about to change, where there is something."""
    named = [key for key in keys if key[0]]
    if not named:
        return acts
    return tuple(
        (phase, reads, replace(act, key=Key(act.key.owner, *named[i % len(named)])))
        if act.key.name
        else (phase, reads, act)
        for i, (phase, reads, act) in enumerate(acts)
    )
