"""Checks of every verdict, as renderers are handed them."""

from __future__ import annotations

from wa_sync.model.checkup import Check, Verdict


CHECKS = (
    Check(name="git", verdict=Verdict.OK, message="the history is whole"),
    Check(
        name="configuration",
        verdict=Verdict.WRONG,
        message="the files are not valid: 1 error",
        hint="wa-sync validate shows each with its place",
        exit_code=3,
    ),
    Check(
        name="token",
        verdict=Verdict.WARNING,
        message="MATON_API_KEY: \x1b[31mred",
        account="demo",
    ),
    Check(name="waba", verdict=Verdict.SKIPPED, message="nobody asked", account="demo"),
)
