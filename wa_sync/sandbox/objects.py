"""Objects of any kind, and the history of what was done to them."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import orjson

from wa_sync.model.source import mapping, text
from wa_sync.sandbox.store import Row, Store, Value, whole


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wa_sync.model.source import Json, Spec


COLUMNS = "seq, kind, owner, id, name, variant, doc"
FIRST_ID = 1_000_000_000_000_000
ID_STRIDE = 104_729  # ids look scattered, never repeat, and come out the same again


@dataclass(frozen=True, slots=True)
class Stored:
    """One object: ``doc`` is everything readable about it, in Meta's key order."""

    seq: int
    kind: str
    owner: str
    id: str
    name: str
    variant: str
    doc: Spec

    def with_doc(self, **changes: Json) -> Stored:
        """Return it with other values; None takes a key out."""
        doc = {**self.doc, **changes}
        kept = {key: value for key, value in doc.items() if value is not None}
        return replace(self, doc=kept)


class Objects:
    """The objects of one store. Every writing method wants a transaction."""

    def __init__(self, store: Store) -> None:
        """Look at a store."""
        self._store = store

    def new_id(self) -> str:
        """Return an id that no object has had."""
        count = self._store.setting("ids")
        number = (count if isinstance(count, int) else 0) + 1
        self._store.set("ids", number)
        return str(FIRST_ID + number * ID_STRIDE)

    def find(self, kind: str, node: str) -> Stored | None:
        """Return the object with an id."""
        return next(self.select(kind, "id = ?", (node,)), None)

    def named(self, kind: str, owner: str, name: str) -> list[Stored]:
        """Return all variants of a name."""
        return list(self.select(kind, "owner = ? AND name = ?", (owner, name)))

    def select(
        self, kind: str, where: str, values: Sequence[Value], tail: str = ""
    ) -> Iterator[Stored]:
        """Return objects by a condition of ours; values are never part of the SQL."""
        what = f"SELECT {COLUMNS} FROM object"  # noqa: S608 - our own names
        sql = f"{what} WHERE kind = ? AND {where} {tail}"
        return map(_stored, self._store.rows(sql, (kind, *values)))

    def count(self, kind: str, where: str, values: Sequence[Value]) -> int:
        """Count objects by a condition of ours."""
        sql = f"SELECT count(*) FROM object WHERE kind = ? AND {where}"  # noqa: S608
        return whole(self._store.rows(sql, (kind, *values))[0][0])

    def owners(self, kind: str) -> list[str]:
        """Return who has objects of a kind."""
        sql = "SELECT DISTINCT owner FROM object WHERE kind = ? ORDER BY owner"
        return [str(row[0]) for row in self._store.rows(sql, (kind,))]

    def add(self, new: Stored, due: int | None = None) -> Stored:
        """Keep a new object; ``due`` is when its review ends."""
        seq = self._store.insert(
            "INSERT INTO object (kind, owner, id, name, variant, status, category, due,"
            " doc) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (new.kind, new.owner, new.id, new.name, new.variant, *_facets(new, due)),
        )
        return replace(new, seq=seq)

    def update(self, changed: Stored, due: int | None = None) -> None:
        """Keep an object's new values."""
        self._store.rows(
            "UPDATE object SET status = ?, category = ?, due = ?, doc = ?"
            " WHERE seq = ?",
            (*_facets(changed, due), changed.seq),
        )

    def remove(self, gone: Stored) -> None:
        """Forget an object; its history stays."""
        self._store.rows("DELETE FROM object WHERE seq = ?", (gone.seq,))

    @contextmanager
    def as_of(self, mark: int) -> Iterator[None]:
        """Show objects as they were when an event was the latest; for reading only."""
        rows = self._store.rows
        rows("CREATE TEMP TABLE object AS SELECT * FROM main.object")
        try:
            history = rows(
                "SELECT object, kind, owner, name, variant, before FROM event"
                " WHERE seq > ? AND what IN ('create', 'edit', 'delete')"
                " ORDER BY seq DESC",
                (mark,),
            )
            for seq, kind, owner, name, variant, before in history:
                rows("DELETE FROM temp.object WHERE seq = ?", (seq,))
                if before is not None:
                    was = mapping(orjson.loads(str(before)))
                    doc = mapping(was.get("doc"))
                    rows(
                        "INSERT INTO temp.object VALUES (?,?,?,?,?,?,?,?,NULL,?)",
                        (
                            *(seq, kind, owner, text(was.get("id")), name, variant),
                            *(text(doc.get("status")), text(doc.get("category"))),
                            orjson.dumps(doc).decode(),
                        ),
                    )
            yield
        finally:
            rows("DROP TABLE temp.object")

    def note(self, what: str, at: int, about: Stored, *, before: bool = False) -> None:
        """Write into the history; ``before`` keeps how it looked until now."""
        self._store.insert(
            "INSERT INTO event (what, at, object, kind, owner, name, variant, before)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(what, at, about.seq, about.kind, about.owner),
                *(about.name, about.variant, _row(about) if before else None),
            ),
        )

    def events(self, what: str, about: Stored) -> list[int]:
        """Return when something was done to an object, the latest first."""
        rows = self._store.rows(
            "SELECT at FROM event WHERE object = ? AND what = ? ORDER BY seq DESC",
            (about.seq, what),
        )
        return [whole(row[0]) for row in rows]


def _facets(stored: Stored, due: int | None) -> tuple[str, str, int | None, str]:
    doc = stored.doc
    body = orjson.dumps(doc).decode()
    return text(doc.get("status")), text(doc.get("category")), due, body


def _row(stored: Stored) -> str:
    """Keep an object whole, so that an earlier list can be told again."""
    return orjson.dumps({"id": stored.id, "doc": stored.doc}).decode()


def _stored(row: Row) -> Stored:
    seq, kind, owner, node, name, variant, doc = row
    return Stored(
        *(whole(seq), str(kind), str(owner), str(node), str(name), str(variant)),
        mapping(orjson.loads(str(doc))),
    )
