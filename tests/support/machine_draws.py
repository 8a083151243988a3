"""What the state machine draws from, weighted towards what is dangerous."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import strategies as st
from support.machine_actors import BY_META, BY_PEOPLE, Act
from support.machine_config import (
    BROKEN,
    CATEGORIES,
    HOME,
    LANGUAGES,
    NAMES,
    PROFILE,
    TEXTS,
    Key,
)
from support.machine_run import Asked
from support.machine_tampering import TAMPERINGS

from wa_sync.model.account import Limits
from wa_sync.sandbox.faults import Fault


ours = st.tuples(st.sampled_from(NAMES), st.sampled_from(LANGUAGES))
two = st.tuples(st.integers(0, 7), st.integers(0, 7))
reviews = st.sampled_from(("now", "moment", "manual", 3600))
shifts = st.sampled_from(
    (
        *(timedelta(minutes=2), timedelta(hours=2)),
        *(timedelta(hours=25), timedelta(days=31)),
    )
)
edits = st.lists(
    st.tuples(
        st.sampled_from(("declare", "declare", "declare", "bury", "bury", "forget")),
        ours,
        st.sampled_from(TEXTS),
    ),
    min_size=0,
    max_size=5,
).map(tuple)
broken = st.sampled_from(sorted(BROKEN))
protect = st.sampled_from(((), ("otp_*",), ("order_*", "promo_week")))
limits = st.builds(
    Limits,
    max_deletes=st.sampled_from((1, 0, 2, 3)),
    max_delete_percent=st.sampled_from((10, 50, 100)),
    max_changes=st.sampled_from((20, 20, 2)),
)
profiles = st.fixed_dictionaries(
    {},
    optional={
        "about": st.sampled_from(("We are here.", "Hello.")),
        "description": st.sampled_from(("Parcels.", "Parcels and more.")),
        "email": st.just("a@example.com"),
    },
)

asked = st.builds(
    Asked,
    allow_delete=st.sampled_from((True, True, True, False)),
    max_deletes=st.sampled_from((None, None, None, 0, 1, 3)),
    only=st.sampled_from(
        ((), (), (), (), *((f"{name}*",) for name in NAMES[:2]), ("*/en_US",))
    ),
    keep_going=st.sampled_from((True, True, False)),
    skip_stale=st.booleans(),
)
troubles = st.one_of(
    st.fixed_dictionaries(
        {
            "crash": st.tuples(
                st.sampled_from(
                    ("intend", "record", "snapshot", "wait", "outcome", "outcome")
                ),
                st.integers(0, 3),
            )
        }
    ),
    st.fixed_dictionaries({"stop": st.integers(0, 3)}),
    st.just({"disk_full": True}),
)

_keys = st.builds(lambda key: Key(HOME, *key), ours)
_texts = st.sampled_from(TEXTS[:3])
people = st.one_of(
    st.builds(
        Act, st.sampled_from(BY_PEOPLE), _keys, _texts, st.sampled_from(CATEGORIES)
    ),
    st.builds(Act, st.just("edits"), st.just(PROFILE), st.just("Somebody was here.")),
)
meta = st.builds(Act, st.sampled_from(BY_META), _keys, _texts)
_any_time = st.tuples(
    st.sampled_from(("plan", "apply", "apply")),
    st.sampled_from((0, 0, 1, 2, 3, 5)),
    people | meta,
)
# the plan is made, and the first change is not looked up again yet
_just_before = st.tuples(
    st.just("apply"),
    st.sampled_from((0, 0, 0, 1)),
    st.builds(Act, st.sampled_from(("rewrites", "rewrites", "creates")), _keys, _texts),
)
meanwhile = st.one_of(
    st.lists(_any_time, min_size=1, max_size=3).map(tuple),
    st.lists(_just_before, min_size=2, max_size=4).map(tuple),
)

meddling = st.one_of(
    st.tuples(st.none(), ours, st.just(())),
    st.tuples(st.none(), ours, meanwhile),
    st.tuples(st.sampled_from(sorted(TAMPERINGS)), ours, st.just(())),
)

LISTS = "*/message_templates"
_unsure = st.one_of(
    st.builds(Fault, what=st.sampled_from(("reset", "half", "truncated", "empty"))),
    st.builds(Fault, what=st.just("error"), status=st.sampled_from((500, 503))),
    st.builds(Fault, what=st.just("html"), status=st.sampled_from((200, 502))),
)
_refused = st.one_of(
    st.builds(
        Fault,
        what=st.just("throttle"),
        status=st.sampled_from((400, 429)),
        code=st.sampled_from((4, 80007, 80008, 613, 130429)),
        retry_after=st.sampled_from((None, 3, 100)),
    ),
    st.builds(Fault, what=st.just("error"), status=st.just(401), code=st.just(190)),
)


def _met(fault: Fault, method: str, skip: int, times: int, after: bool) -> Fault:  # noqa: FBT001 - drawn
    return Fault(
        what=fault.what,
        method=method,
        skip=skip,
        times=times,
        status=fault.status,
        code=fault.code,
        retry_after=fault.retry_after,
        after_commit=after,
    )


_skips = st.sampled_from((0, 0, 0, 1, 2, 3, 5, 8))
_times = st.sampled_from((1, 1, 2, 4, 0))
_methods = st.sampled_from(("POST", "POST", "DELETE", "GET", "GET", "*"))
_fault = st.one_of(
    st.builds(_met, _unsure, _methods, _skips, _times, st.booleans()),
    st.builds(_met, _unsure, st.just("POST"), _skips, st.just(1), st.booleans()),
    st.builds(_met, _refused, _methods, _skips, _times, st.just(value=False)),
    st.builds(
        Fault,
        what=st.just("lag"),
        method=st.just("GET"),
        path=st.sampled_from((LISTS, "*")),
        times=st.sampled_from((1, 2, 6, 0)),
    ),
)
_torn_list = st.builds(
    _met, _unsure, st.just("GET"), _skips, st.just(0), st.just(value=False)
)
_late = st.tuples(
    st.builds(_met, _unsure, st.just("POST"), _skips, st.just(1), st.just(value=True)),
    st.builds(
        Fault,
        what=st.just("lag"),
        method=st.just("GET"),
        path=st.just("*"),
        skip=st.sampled_from((1, 1, 2, 3, 4)),
        times=st.sampled_from((1, 2)),
    ),
).map(lambda both: tuple(("apply", one) for one in both))
orders = st.one_of(
    st.lists(
        st.tuples(st.sampled_from(("plan", "apply", "apply")), _fault),
        min_size=1,
        max_size=2,
    ).map(tuple),
    # the answer to a write is lost, and what is read after it is old
    _late,
    # a list breaks off for good
    st.tuples(st.tuples(st.just("plan"), _torn_list)),
)
