"""Variants of templates for tests: the corpus, and those that hypothesis draws."""

from __future__ import annotations

import csv
import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, cast

from hypothesis import strategies as st

from wa_sync.model.account import Account
from wa_sync.model.resource import Address, Live


if TYPE_CHECKING:
    from collections.abc import Sequence

    from wa_sync.model.source import Json, Spec


CORPUS = Path(__file__).parents[1] / "corpus"
ACCOUNT = Account(name="demo", waba_id="102290129340398", app_id="670843887433847")


def corpus(path: str) -> Spec:
    """Return one document of the corpus, such as ``get/g-03765a5bac``."""
    document: Spec = json.loads((CORPUS / f"{path}.json").read_text(encoding="utf-8"))
    return document


def _names(folder: str) -> list[str]:
    return [f"{folder}/{path.stem}" for path in sorted((CORPUS / folder).iterdir())]


@cache
def answers() -> Sequence[tuple[str, Spec]]:
    """Return every template that an answer of the corpus holds, with its origin."""
    found = [(name, corpus(name)) for name in _names("get")]
    for name in _names("page"):
        items = corpus(name)["data"]
        assert isinstance(items, list)
        found += [(f"{name}-{i}", dict(item)) for i, item in enumerate(items)]
    return found


@cache
def creates() -> Sequence[tuple[str, Spec]]:
    """Return every create body of the corpus that names what it creates."""
    found = [(name, corpus(name)) for name in _names("create")]
    needed = {"name", "language", "category", "components"}
    return [(name, body) for name, body in found if needed <= body.keys()]


@cache
def _judgements() -> dict[str, str]:
    with (CORPUS / "sources.tsv").open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t")
        return {
            row["file"].removesuffix(".json"): row["meta_would_accept"] for row in rows
        }


def is_valid(name: str) -> bool:
    """Whether the corpus judges that Meta would accept a document."""
    return _judgements()[name] == "valid"


def template(*components: Spec, **fields: Json) -> Spec:
    """Return a variant with these components."""
    written: dict[str, Json] = {
        "name": "order_update",
        "language": "en_US",
        "category": "UTILITY",
        "components": list(components),
    }
    return {**written, **fields}


def live(spec: Spec, *, status: str | None = "APPROVED", **facts: Json) -> Live:
    """Return a live template whose normal form this is."""
    key = f"{spec.get('name')}/{spec.get('language')}"
    return Live(
        address=Address("message_template", key),
        spec=spec,
        live_id="1234567890",
        status=status,
        facts=facts,
    )


def _cased(*words: str) -> st.SearchStrategy[str]:
    return st.sampled_from([*words, *(word.lower() for word in words)])


TEXTS = st.text(
    st.characters(codec="utf-8", categories=["L", "N", "P", "Z", "S"]), max_size=20
)
WORDINGS = st.one_of(
    TEXTS,
    st.sampled_from(["Hi {{1}} and {{2}}!  ", "Hi {{name}} of {{shop}} \n", "{{1}}"]),
)
NAMED_PARAMS = st.lists(
    st.fixed_dictionaries({"param_name": TEXTS, "example": TEXTS}), max_size=3
)
EXAMPLES = st.one_of(
    TEXTS,
    st.lists(TEXTS, max_size=3),
    st.lists(st.lists(TEXTS, max_size=3), max_size=2),
    NAMED_PARAMS,
    st.dictionaries(st.sampled_from(["name", "shop", "1"]), TEXTS, max_size=3),
)
RAW = st.dictionaries(
    st.sampled_from(["new_field", "other"]), st.booleans(), max_size=2
)
APPS = st.lists(
    st.fixed_dictionaries({"package_name": TEXTS, "signature_hash": TEXTS}), max_size=2
)


Fields: TypeAlias = "dict[str, st.SearchStrategy[object]]"


def _record(
    required: Fields, optional: Fields | None = None
) -> st.SearchStrategy[Spec]:
    drawn: st.SearchStrategy[dict[str, object]] = st.fixed_dictionaries(
        required, optional=optional or {}
    )
    return cast("st.SearchStrategy[Spec]", drawn)


def _part(kind: str, **fields: st.SearchStrategy[object]) -> st.SearchStrategy[Spec]:
    return _record({"type": _cased(kind)}, fields)


LABELLED = ("QUICK_REPLY", "CATALOG", "MPM", "SPM", "ORDER_DETAILS", "VOICE_CALL")
URLS = st.sampled_from(
    [
        "https://shop.example",
        "https://shop.example/t/{{1}}",
        "http://shop.example/a ",
        "https://shop.example?x=1",
        "shop.example",
        "https://",
    ]
)
VALUES = st.one_of(TEXTS, st.lists(TEXTS, max_size=2))
BUTTONS = st.one_of(
    *(_part(kind, text=TEXTS, raw=RAW) for kind in LABELLED),
    _part("URL", text=TEXTS, url=URLS, example=VALUES),
    _part(
        "PHONE_NUMBER",
        text=TEXTS,
        phone_number=st.sampled_from(["+1 555-0100", "15550100", "none"]),
    ),
    _part("COPY_CODE", text=TEXTS, example=VALUES),
    _part(
        "FLOW",
        text=TEXTS,
        flow_id=st.sampled_from(["123", "456"]),
        flow_action=_cased("NAVIGATE", "DATA_EXCHANGE"),
        icon=_cased("DOCUMENT"),
    ),
    _part(
        "OTP",
        otp_type=_cased("COPY_CODE", "ONE_TAP", "ZERO_TAP"),
        text=TEXTS,
        autofill_text=TEXTS,
        supported_apps=APPS,
        zero_tap_terms_accepted=st.booleans(),
    ),
)
BUTTON_ROWS = st.fixed_dictionaries(
    {"type": _cased("BUTTONS"), "buttons": st.lists(BUTTONS, max_size=4)}
)
HANDLES = st.fixed_dictionaries({"header_handle": st.lists(TEXTS, max_size=1)})
HEADERS = st.one_of(
    _part("HEADER", format=_cased("TEXT"), text=WORDINGS, example=EXAMPLES, raw=RAW),
    _part(
        "HEADER",
        format=_cased("IMAGE", "VIDEO"),
        asset=st.sampled_from(["a.jpg", "b.mp4"]),
    ),
    _part("HEADER", format=_cased("DOCUMENT"), example=HANDLES),
)
BODIES = _part(
    "BODY",
    text=WORDINGS,
    example=EXAMPLES,
    add_security_recommendation=st.booleans(),
    raw=RAW,
)
CARDS = st.fixed_dictionaries(
    {
        "components": st.lists(
            st.one_of(HEADERS, BODIES, BUTTON_ROWS), min_size=1, max_size=3
        )
    },
    optional={"card_index": st.integers(0, 9)},
)
OFFERS = st.fixed_dictionaries(
    {"text": TEXTS}, optional={"has_expiration": st.booleans()}
)
COMPONENTS = st.one_of(
    HEADERS,
    BODIES,
    _part("FOOTER", text=TEXTS, code_expiration_minutes=st.integers(1, 90)),
    BUTTON_ROWS,
    st.fixed_dictionaries(
        {"type": _cased("LIMITED_TIME_OFFER"), "limited_time_offer": OFFERS}
    ),
    st.fixed_dictionaries(
        {"type": _cased("CAROUSEL"), "cards": st.lists(CARDS, max_size=2)}
    ),
    _part("CALL_PERMISSION_REQUEST"),
)
FEATURE = st.fixed_dictionaries({"enroll_status": st.just("OPT_OUT")})
FEATURES = st.one_of(
    st.dictionaries(st.sampled_from(["IMAGE_TOUCHUPS", "image_animation"]), FEATURE),
    st.lists(
        st.fixed_dictionaries({"key": st.just("IMAGE_TOUCHUPS"), "value": FEATURE}),
        max_size=2,
    ),
)
VARIANTS: st.SearchStrategy[Spec] = _record(
    {
        "name": st.just("order_update"),
        "language": st.just("en_US"),
        "category": _cased("UTILITY", "MARKETING", "AUTHENTICATION"),
        "components": st.lists(COMPONENTS, max_size=6),
    },
    {
        "parameter_format": _cased("NAMED", "POSITIONAL"),
        "sub_category": st.sampled_from(["CUSTOM", "ORDER_STATUS"]),
        "message_send_ttl_seconds": st.sampled_from([30, 600]),
        "allow_category_change": st.booleans(),
        "cta_url_link_tracking_opted_out": st.booleans(),
        "degrees_of_freedom_spec": _record({"creative_features_spec": FEATURES}),
        "raw": RAW,
    },
)
"""Variants that fit the schema, in every spelling that it takes."""
