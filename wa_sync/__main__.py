"""``python -m wa_sync`` and the console script."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line; ``--version`` answers before anything is imported."""
    if sys.argv[1:] == ["--version"]:
        from wa_sync import __version__

        sys.stdout.write(f"wa-sync {__version__}\n")
        return
    try:
        from wa_sync.cli.main import run
    except KeyboardInterrupt:
        sys.exit(130)
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
