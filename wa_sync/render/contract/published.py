"""The JSON Schema of what ``wa-sync contract -o json`` prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.model.contract import Takes
from wa_sync.render.contract.listing import FORMAT_VERSION
from wa_sync.render.schema_parts import (
    COUNT,
    DIALECT,
    FLAG,
    MAYBE_TEXT,
    TEXT,
    maybe,
    one_of,
    record,
    several,
)


if TYPE_CHECKING:
    from collections.abc import Mapping

    from wa_sync.render.schema_parts import Schema

_PARAMETERS: Schema = several(
    record(
        {
            "name": {**TEXT, "description": "Its number where parameters have none."},
            "position": {**COUNT, "minimum": 1},
            "example": MAYBE_TEXT,
        }
    )
)
_PARTS: Mapping[str, Schema] = {
    "header": maybe(
        record(
            {"format": TEXT, "parameters": _PARAMETERS},
            "Null where nothing has to be passed for it.",
        )
    ),
    "body": _PARAMETERS,
    "buttons": several(
        record(
            {
                "index": {**COUNT, "description": "As Meta wants it, from 0."},
                "type": TEXT,
                "takes": one_of(Takes),
                "required": FLAG,
                "label": MAYBE_TEXT,
                "example": MAYBE_TEXT,
            }
        )
    ),
}
_FORM: Schema = record(
    {
        "languages": several(TEXT),
        "parameter_format": {"enum": ["NAMED", "POSITIONAL"]},
        **_PARTS,
        "cards": several(record(_PARTS)),
        "cards_vary": {
            **FLAG,
            "description": "2 to 10 cards are sent, each like the first; otherwise "
            "exactly these.",
        },
        "code": {
            **FLAG,
            "description": "A one-time code is passed twice: as the body's parameter "
            "and as that of the button.",
        },
        "expires": {
            **FLAG,
            "description": "The limited-time offer takes the moment of its end.",
        },
    },
    "Languages that are called in one way.",
)


def published() -> Schema:
    """Return the schema."""
    return {
        "$schema": DIALECT,
        "title": "wa-sync contract",
        "description": "What wa-sync contract -o json prints.",
        **record(
            {
                "format_version": {"const": FORMAT_VERSION},
                "templates": several(
                    record(
                        {
                            "name": TEXT,
                            "category": TEXT,
                            "forms": several(_FORM),
                            "unknown": {
                                **several(TEXT),
                                "description": "Languages from Meta's library, whose "
                                "parameters no file tells.",
                            },
                        }
                    )
                ),
            }
        ),
    }
