"""JSON of every shape, for hypothesis."""

from __future__ import annotations

from hypothesis import strategies as st


KEYS = st.sampled_from(["type", "a", "b", "__a", "x/y", "~", "", "0"])
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.sampled_from([0, 1, 2, 2**70, -(2**64), 0.0, -0.0, 1.0, 0.5]),
    st.sampled_from(["", "a", "b", "1", "True", "None", "a\nb", "\ud800", "🧾"]),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=5), st.dictionaries(KEYS, inner, max_size=5)
    ),
    max_leaves=14,
)
