"""The JSON Schema of one entry of ``message_templates:``, as it may be written."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from wa_sync.model.source import mapping


if TYPE_CHECKING:
    from collections.abc import Mapping

    from wa_sync.model.source import Json


@cache
def schema() -> Mapping[str, Json]:
    """Return the schema (2020-12); it is read from the package once."""
    source = files(__package__).joinpath("schema.json").read_text(encoding="utf-8")
    return mapping(json.loads(source))
