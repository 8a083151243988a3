"""Plan files that somebody forged: changed, and all their digests made to fit."""

from __future__ import annotations

import json as plain
from collections.abc import Callable
from dataclasses import replace

from support.machine_config import TEXTS, Key, variant
from support.machine_run import Saved
from support.machine_tool import claims
from support.machine_world import truth

from wa_sync.model.account import Limits
from wa_sync.model.change import Action, Change, LiveStatus, Plan, Precondition
from wa_sync.model.resource import Address
from wa_sync.model.source import Json
from wa_sync.plan import saved as files
from wa_sync.plan.digest import limits_of, plan_digest, share_digest
from wa_sync.render import json
from wa_sync.sandbox.world import World


Tampering = Callable[[Saved, Key, World], Saved]


def _drop(one: Saved, _: Key, __: World) -> Saved:
    made = files.parse(one.content)
    return _forged(one, replace(made, changes=made.changes[1:]))


def _add_delete(one: Saved, key: Key, world: World) -> Saved:
    there = truth(world).get(key)
    change = Change(
        account="demo",
        address=_address(key),
        action=Action.DELETE,
        live_id=there.live_id if there else "1",
        precondition=Precondition(exists=True, status=LiveStatus.EDITABLE),
    )
    return _with(one, change)


def _add_create(one: Saved, key: Key, _: World) -> Saved:
    change = Change(
        account="demo",
        address=_address(key),
        action=Action.CREATE,
        send=_spec(key, TEXTS[2]),
        precondition=Precondition(exists=False),
    )
    return _with(one, change)


def _alter(one: Saved, key: Key, _: World) -> Saved:
    made = files.parse(one.content)
    other = _spec(key, TEXTS[2])
    changes = [c if c.send is None else replace(c, send=other) for c in made.changes]
    return _forged(one, replace(made, changes=tuple(changes)))


def _as_deletes(one: Saved, _: Key, __: World) -> Saved:
    made = files.parse(one.content)
    changes = [replace(c, action=Action.DELETE, send=None) for c in made.changes]
    return _forged(one, replace(made, changes=tuple(changes)))


def _unblock(one: Saved, _: Key, __: World) -> Saved:
    made = files.parse(one.content)
    changes = [replace(c, blocked=None) for c in made.changes]
    return _forged(one, replace(made, changes=tuple(changes)))


def _unlimited(one: Saved, _: Key, __: World) -> Saved:
    made = files.parse(one.content)
    limits = Limits(max_deletes=99, max_delete_percent=100, max_changes=999)
    accounts = [replace(account, limits=limits) for account in made.accounts]
    return _forged(one, replace(made, accounts=tuple(accounts), safety=()))


def _foreign(one: Saved, key: Key, _: World) -> Saved:
    """Say that the plan is about the account that the checkout names."""
    made = files.parse(one.content)
    accounts = [replace(account, waba_id=key.owner) for account in made.accounts]
    return _forged(one, replace(made, accounts=tuple(accounts)))


def _edited(one: Saved, _: Key, __: World) -> Saved:
    """Change the file and leave the digests as they are."""
    document = plain.loads(one.content)
    for change in document["changes"]:
        change["live_id"] = "1"
    content = plain.dumps(document).encode()
    return replace(one, content=content, genuine=False)


TAMPERINGS: dict[str, Tampering] = {
    "drop a change": _drop,
    "add a delete": _add_delete,
    "add a create": _add_create,
    "alter what is sent": _alter,
    "turn all into deletes": _as_deletes,
    "unblock": _unblock,
    "lift the limits": _unlimited,
    "claim another account": _foreign,
    "edit without digests": _edited,
}


def _with(one: Saved, change: Change) -> Saved:
    made = files.parse(one.content)
    others = [c for c in made.changes if c.address != change.address]
    return _forged(one, replace(made, changes=(*others, change)))


def _forged(one: Saved, made: Plan) -> Saved:
    """Recompute every digest, as whoever knows the program can."""
    accounts = []
    for account in made.accounts:
        mine = [c for c in made.changes if c.account == account.name]
        digest = share_digest(account, limits_of(account.limits), mine)
        accounts.append(replace(account, digest=digest))
    digest = plan_digest(account.digest for account in accounts)
    forged = replace(made, accounts=tuple(accounts), digest=digest)
    content = json.plan(forged).encode()
    return replace(one, content=content, claims=claims(forged), genuine=False)


def _address(key: Key) -> Address:
    return Address("message_template", f"{key.name}/{key.language}")


def _spec(key: Key, text: str) -> dict[str, Json]:
    return {
        "name": key.name,
        "language": key.language,
        "category": "UTILITY",
        "parameter_format": "POSITIONAL",
        **variant(text),
    }
