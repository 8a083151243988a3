"""Outputs of a workflow's step: with ``-o github``, where GitHub's runner wants them.

The runner names a file in ``GITHUB_OUTPUT`` that exists already, and whose lines of
earlier commands in the same step have to stay.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from wa_sync.cli import exit_codes
from wa_sync.cli.output import ready
from wa_sync.errors import LocalIO
from wa_sync.store import lines


if TYPE_CHECKING:
    from wa_sync.cli.settings import Settings
    from wa_sync.model.change import Plan


VARIABLE = "GITHUB_OUTPUT"


def write(chosen: Settings, plan: Plan) -> None:
    """Append what there is to know about a plan; nothing unless ``-o github``.

    Raises LocalIO where the runner's file cannot be written.
    """
    file = os.environ.get(VARIABLE)
    if not file or not any(one.format == "github" for one in chosen.outputs):
        return
    from wa_sync.render.ci.outputs import outputs

    said = ready(outputs(plan, exit_code=exit_codes.of_plan(plan)))
    try:
        _append(file, said.encode())
    except OSError as error:
        raise LocalIO(
            f"cannot write the step's outputs: {error.strerror}",
            hint=f"{VARIABLE} has to name a file, as GitHub's runner sets it",
        ) from None


def _append(file: str, content: bytes) -> None:
    descriptor = os.open(file, os.O_RDWR | os.O_APPEND | os.O_CLOEXEC)
    try:
        lines.end_last(descriptor)
        lines.append(descriptor, content)
    finally:
        os.close(descriptor)
