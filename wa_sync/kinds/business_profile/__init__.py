"""The business profile: what customers see about the business behind a number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.kind import Kind
from wa_sync.kinds.business_profile import (
    api,
    compose,
    lifecycle,
    normal,
    rules,
    schema,
)


if TYPE_CHECKING:
    from wa_sync.sandbox.wire import Route


def _routes() -> tuple[Route, ...]:
    from wa_sync.kinds.business_profile.sandbox import ROUTES

    return ROUTES


BUSINESS_PROFILE = Kind(
    name="business_profile",
    section="business_profile",
    title="profile",
    many=False,
    schema=schema.schema,
    rules=rules.rule_ids,
    key=normal.key,
    normalize=normal.normalize,
    asset_paths=normal.asset_paths,
    check=rules.check,
    read=api.read,
    find=api.find,
    align=normal.align,
    unseen=normal.unseen,
    status=lifecycle.status,
    judge=lifecycle.judge,
    foresee=api.foresee,
    write=api.write,
    compose=compose.compose,
    routes=_routes,
)
