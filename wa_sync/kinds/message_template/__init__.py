"""Message templates: what is sent to customers, after Meta has approved it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.kind import Kind
from wa_sync.kinds.message_template import (
    align,
    api,
    compose,
    condition,
    consequences,
    contract,
    expand,
    explain,
    lifecycle,
    limits,
    normal,
    outline,
    rules,
    schema,
    write,
)


if TYPE_CHECKING:
    from collections.abc import Mapping

    from wa_sync.model.bubble import Bubble
    from wa_sync.model.resource import Asset
    from wa_sync.model.source import Pointer, Spec
    from wa_sync.sandbox.wire import Route


def _preview(spec: Spec, assets: Mapping[Pointer, Asset]) -> Bubble:
    from wa_sync.kinds.message_template.preview import preview

    return preview(spec, assets)


def _routes() -> tuple[Route, ...]:
    from wa_sync.kinds.message_template.sandbox import ROUTES

    return ROUTES


MESSAGE_TEMPLATE = Kind(
    name="message_template",
    section="message_templates",
    title="template",
    many=True,
    schema=schema.schema,
    rules=rules.rule_ids,
    expand=expand.expand,
    key=expand.key,
    normalize=normal.normalize,
    asset_paths=normal.asset_paths,
    check=rules.check,
    check_together=rules.check_together,
    read=api.read,
    find=api.find,
    ignored=lifecycle.ignored,
    sample=lifecycle.sample,
    align=align.align,
    unseen=align.unseen,
    outline=outline.outline,
    alike=outline.alike,
    status=lifecycle.status,
    judge=lifecycle.judge,
    explain_refusal=explain.explain_refusal,
    caution=lifecycle.caution,
    consequences=consequences.consequences,
    assess=condition.assess,
    creates_per_hour=limits.CREATES_PER_HOUR,
    foresee=write.foresee,
    write=write.write,
    compose=compose.compose,
    preview=_preview,
    contract=contract.contract,
    routes=_routes,
)
