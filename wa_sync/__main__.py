"""``python -m wa_sync`` and the console script."""

from __future__ import annotations

import os
import signal
import sys


def main() -> None:
    """Run the command line; ``--version`` answers before anything is imported."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        # before and after the run a signal just ends the process, without a traceback
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    if sys.argv[1:] == ["--version"]:
        sys.exit(_version())
    from wa_sync.cli.main import run

    sys.exit(run(sys.argv[1:]))


def _version() -> int:
    from wa_sync import __version__

    try:
        os.write(1, f"wa-sync {__version__}\n".encode())
    except OSError:
        return 74
    return 0


if __name__ == "__main__":
    main()
