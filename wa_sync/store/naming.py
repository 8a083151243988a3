"""What the files of one account behind one origin are called."""

from __future__ import annotations

import hashlib


def of_account(origin: str, account: str) -> str:
    """Return a name without a suffix; it gives away neither of the two."""
    return hashlib.sha256(f"{origin}\n{account}".encode()).hexdigest()[:32]
