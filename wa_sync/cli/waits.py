"""Long waits, said beside the data: else a run that waits looks like one that hangs."""

from __future__ import annotations

import logging
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from wa_sync.cli.output import note
from wa_sync.errors import LocalIO
from wa_sync.model.waiting import LOG


if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_sync.cli.settings import Settings


class _Noting(logging.Handler):
    """Says each wait on a line of standard error."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings

    def emit(self, record: logging.LogRecord) -> None:
        # whoever waits goes on, whether or not anybody can be told
        with suppress(LocalIO):
            note(self._settings, record.getMessage())


@contextmanager
def telling_waits(settings: Settings) -> Iterator[None]:
    """Say a line for each long wait while the block runs, unless --quiet."""
    handler = _Noting(settings)
    LOG.addHandler(handler)
    LOG.setLevel(logging.INFO)
    try:
        yield
    finally:
        LOG.removeHandler(handler)
        LOG.setLevel(logging.NOTSET)
