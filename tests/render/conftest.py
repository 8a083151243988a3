from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest


if TYPE_CHECKING:
    from collections.abc import Callable

GOLDEN = Path(__file__).parents[1] / "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the flag that rewrites golden files; look at what git shows then."""
    parser.addoption(
        "--update-golden", action="store_true", help="rewrite tests/golden"
    )


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a whole output with its file below tests/golden."""
    # the flag is only known if tests/render is named on the command line
    update = request.config.getoption("--update-golden", default=False)

    def check(name: str, output: str) -> None:
        path = GOLDEN / name
        if update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(output, encoding="utf-8", newline="")
        with path.open(encoding="utf-8", newline="") as file:
            assert output == file.read()

    return check
