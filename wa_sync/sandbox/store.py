"""The SQLite file: opened privately, shared by several processes, never half-written.

Everything that must outlive the process is in here. Callers hold a transaction; the
connection is shared by the threads of one process, one at a time.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeAlias

import orjson


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from wa_sync.model.source import Json


Value: TypeAlias = int | float | str | bytes | None
Row: TypeAlias = "tuple[Value, ...]"

SCHEMA_VERSION = 1
BUSY_SECONDS = 30.0
SCHEMA = """
CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE object (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL, owner TEXT NOT NULL, id TEXT NOT NULL,
  name TEXT NOT NULL, variant TEXT NOT NULL, status TEXT NOT NULL,
  category TEXT NOT NULL, due INTEGER, doc TEXT NOT NULL
);
CREATE UNIQUE INDEX object_id ON object (kind, id);
CREATE UNIQUE INDEX object_name ON object (kind, owner, name, variant);
CREATE INDEX object_order ON object (kind, owner, seq);
CREATE INDEX object_due ON object (due) WHERE due IS NOT NULL;
CREATE TABLE event (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  what TEXT NOT NULL, at INTEGER NOT NULL, object INTEGER NOT NULL,
  kind TEXT NOT NULL, owner TEXT NOT NULL, name TEXT NOT NULL, variant TEXT NOT NULL,
  before TEXT
);
CREATE INDEX event_name ON event (kind, owner, name, variant);
CREATE INDEX event_object ON event (object, what);
CREATE TABLE call (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  real REAL NOT NULL, at INTEGER NOT NULL, method TEXT NOT NULL, path TEXT NOT NULL,
  owner TEXT NOT NULL, args TEXT NOT NULL, status INTEGER NOT NULL, fault TEXT
);
CREATE INDEX call_owner ON call (owner, at);
CREATE INDEX call_real ON call (real);
CREATE TABLE fault (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, spec TEXT NOT NULL, seen INTEGER NOT NULL,
  mark INTEGER NOT NULL
);
"""
# apart from the rest, so that files from before them can go on
LATER = """
CREATE TABLE IF NOT EXISTS blob (key TEXT PRIMARY KEY, content BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS told (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL, owner TEXT NOT NULL, field TEXT NOT NULL, value TEXT NOT NULL
)
"""
TABLES = ("setting", "object", "event", "call", "fault", "blob", "told")


class Store:
    """One database; ``path`` None keeps it in memory."""

    def __init__(self, path: Path | None) -> None:
        """Open, and lay out a file that is new."""
        if path is not None:
            _create_privately(path)
        self._lock = threading.RLock()
        self._db = sqlite3.connect(
            path if path is not None else ":memory:",
            timeout=BUSY_SECONDS,
            isolation_level=None,
            check_same_thread=False,
        )
        self._write_ahead()
        self._db.execute("PRAGMA synchronous = NORMAL")
        with self.transaction():
            if self.rows("PRAGMA user_version")[0][0] != SCHEMA_VERSION:
                for statement in SCHEMA.split(";"):
                    self._db.execute(statement)
                self._db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
            for statement in LATER.split(";"):
                self._db.execute(statement)

    def _write_ahead(self) -> None:
        """Switch to WAL; SQLite does not wait when two processes do it at once."""
        pause = threading.Event()
        for last in (*(False,) * 200, True):
            try:
                self._db.execute("PRAGMA journal_mode = WAL")
            except sqlite3.OperationalError:
                if last:
                    raise
                pause.wait(0.02)
            else:
                return

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Hold the write lock; an exception takes everything back."""
        with self._lock:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """Take back only what happens inside, when it ends in an exception."""
        self._db.execute("SAVEPOINT attempt")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK TO attempt")
            raise
        finally:
            self._db.execute("RELEASE attempt")

    def rows(self, sql: str, values: Sequence[Value] = ()) -> list[Row]:
        """Run one statement and return all its rows."""
        with self._lock:
            return self._db.execute(sql, values).fetchall()

    def insert(self, sql: str, values: Sequence[Value]) -> int:
        """Run one INSERT and return the row's number."""
        with self._lock:
            return self._db.execute(sql, values).lastrowid or 0

    def setting(self, key: str) -> Json:
        """Return what is kept under a key; None where nothing is."""
        found = self.rows("SELECT value FROM setting WHERE key = ?", (key,))
        value: Json = orjson.loads(str(found[0][0])) if found else None
        return value

    def set(self, key: str, value: Json) -> None:
        """Keep something under a key; None forgets it."""
        if value is None:
            self.rows("DELETE FROM setting WHERE key = ?", (key,))
            return
        self.rows(
            "INSERT OR REPLACE INTO setting VALUES (?, ?)",
            (key, orjson.dumps(value).decode()),
        )

    def keep(self, key: str, content: bytes | None) -> None:
        """Keep bytes under a key; None forgets them."""
        self.rows("DELETE FROM blob WHERE key = ?", (key,))
        if content is not None:
            self.rows("INSERT INTO blob VALUES (?, ?)", (key, content))

    def kept(self, key: str) -> bytes | None:
        """Return the bytes that are kept under a key; None where none are."""
        found = self.rows("SELECT content FROM blob WHERE key = ?", (key,))
        content = found[0][0] if found else None
        return content if isinstance(content, bytes) else None

    def clear(self) -> None:
        """Forget everything, within the transaction of the caller."""
        for table in TABLES:
            self._db.execute(f"DELETE FROM {table}")  # noqa: S608 - our own names

    def close(self) -> None:
        """Close the file; what was committed stays."""
        with self._lock:
            self._db.close()


def _create_privately(path: Path) -> None:
    """Make folder and file readable by their owner only; SQLite copies the mode."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))


def whole(value: Value) -> int:
    """Narrow a column that holds whole numbers."""
    return value if isinstance(value, int) else 0
