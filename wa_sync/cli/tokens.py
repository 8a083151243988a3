"""Which tokens a run knows, so that none of them is ever shown."""

from __future__ import annotations

import os
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING

from wa_sync.errors import BadEnvironment
from wa_sync.http.secret import Redactor, Secret, redact


if TYPE_CHECKING:
    from collections.abc import Iterable


_VARIABLES = (
    *("MATON_API_KEY", "WHATSAPP_TOKEN", "GITHUB_TOKEN", "GITLAB_TOKEN"),
    *("WHATSAPP_APP_SECRET", "WHATSAPP_VERIFY_TOKEN"),
)


@cache
def knowing() -> Redactor:
    """Know the tokens in the environment before anybody has asked for them.

    What was typed where it does not belong is quoted in the complaint.
    """
    know(_VARIABLES)
    return redact


def know(variables: Iterable[str]) -> None:
    """Know the tokens in some more variables: those that accounts name."""
    for name in variables:
        with suppress(BadEnvironment):
            Secret.parse(os.environ.get(name, ""), source=name)
