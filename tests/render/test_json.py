from __future__ import annotations

import json as stdlib_json
import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import plans

from wa_sync.model.source import Json, Spec
from wa_sync.plan.parse import plan_of
from wa_sync.render import json


SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(2**80), 2**80)
    | st.floats()
    | st.text(st.characters(), max_size=5)
)
SPECS = st.dictionaries(
    st.text(max_size=3),
    st.recursive(
        SCALARS,
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.text(max_size=3), inner, max_size=3)
        ),
        max_leaves=8,
    ),
    max_size=4,
)


@pytest.mark.parametrize("make", [plans.everything, plans.nothing])
def test_complete(make: object) -> None:
    """A plan that was written and read back is the same plan."""
    assert callable(make)
    plan = make()
    assert plan_of(stdlib_json.loads(json.plan(plan))) == plan


def cleaned(value: Json) -> Json:
    """What JSON can say of a value: neither NaN nor halves of a character."""
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [cleaned(item) for item in value]
    if isinstance(value, dict):
        return {key: cleaned(item) for key, item in value.items()}
    return value


@given(SPECS)
def test_any_spec(spec: Spec) -> None:
    """Whatever a spec holds, the document is ASCII and says just that."""
    change = replace(plans.create(plans.PROFILE, {}, line=1), send=spec)
    shown = json.plan(replace(plans.nothing(), changes=(change,)))
    assert shown.isascii()
    assert stdlib_json.loads(shown)["changes"][0]["send"] == cleaned(dict(spec))
