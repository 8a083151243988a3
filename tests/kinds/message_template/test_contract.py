"""What a sender has to pass, read from a template."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from support.variants import VARIANTS, answers, creates, live, template

from wa_sync.kinds.message_template import MESSAGE_TEMPLATE
from wa_sync.kinds.message_template.contract import contract
from wa_sync.kinds.message_template.normal import from_answer, normalize
from wa_sync.model.contract import Button, Contract, Header, Parameter, Parts, Takes


if TYPE_CHECKING:
    from wa_sync.model.source import Json, Spec


def told(*components: Spec, **fields: Json) -> Contract:
    """The contract of a declaration."""
    found = contract(normalize(template(*components, **fields)))
    assert found is not None
    return found


def with_button(**button: Json) -> Button:
    """How a template's only button is called."""
    body: Spec = {"type": "BODY", "text": "Have a look."}
    (found,) = told(body, {"type": "BUTTONS", "buttons": [button]}).message.buttons
    return found


def test_named_parameters_are_told_with_their_samples() -> None:
    """Names come once, in the order of first appearance, each with its sample."""
    found = told(
        {
            "type": "HEADER",
            "format": "TEXT",
            "text": "Order {{order}}",
            "example": {"order": "A-1"},
        },
        {
            "type": "BODY",
            "text": "Hi {{name}}, {{order}} is there, {{name}}!",
            "example": {"order": "A-1", "name": "Ana"},
        },
        parameter_format="named",
    )
    assert found.named
    assert repr(found.message) == repr(
        Parts(
            Header("TEXT", (Parameter("order", "A-1"),)),
            (Parameter("name", "Ana"), Parameter("order", "A-1")),
        )
    )


def test_positions_are_told_in_their_order() -> None:
    """Ten stands behind nine, whatever the order in the text."""
    text = " ".join(f"word {{{{{n}}}}}" for n in (10, *range(1, 10)))
    samples: list[Json] = [f"v{n}" for n in range(1, 11)]
    found = told({"type": "BODY", "text": f"{text} end", "example": samples})
    assert not found.named
    assert repr(found.message.body) == repr(
        tuple(Parameter(str(n), f"v{n}") for n in range(1, 11))
    )


def test_a_variable_without_a_sample_is_told_all_the_same() -> None:
    """Meta's own samples have variables without examples."""
    found = told({"type": "BODY", "text": "Hi {{1}} and {{x}}, hello."})
    assert repr(found.message.body) == repr((Parameter("x"), Parameter("1")))


@pytest.mark.parametrize("form", ["IMAGE", "VIDEO", "DOCUMENT", "LOCATION", "PRODUCT"])
def test_a_header_takes_what_its_format_says(form: str) -> None:
    """A medium, a place or a product is passed each time, whatever the sample is."""
    header: Spec = {"type": "HEADER", "format": form.lower(), "asset": "a.jpg"}
    assert told(header, {"type": "BODY", "text": "b"}).message.header == Header(form)


def test_a_header_that_never_changes_takes_nothing() -> None:
    """A text without variables is none of a sender's business."""
    header: Spec = {"type": "HEADER", "format": "TEXT", "text": "Hello"}
    assert told(header, {"type": "BODY", "text": "b"}).message == Parts()


@pytest.mark.parametrize(
    ("kind", "takes", "required"),
    [
        ("QUICK_REPLY", Takes.PAYLOAD, False),
        ("PHONE_NUMBER", Takes.NOTHING, False),
        ("COPY_CODE", Takes.COUPON_CODE, True),
        ("FLOW", Takes.FLOW, True),
        ("CATALOG", Takes.THUMBNAIL, False),
        ("MPM", Takes.SECTIONS, True),
        ("SPM", Takes.NOTHING, False),
        ("ORDER_DETAILS", Takes.ORDER, True),
        ("VOICE_CALL", Takes.CALL, False),
        ("REQUEST_CONTACT_INFO", Takes.NOTHING, False),
        ("SOMETHING_NEW", Takes.NOTHING, False),
    ],
)
def test_what_each_button_takes(kind: str, takes: Takes, *, required: bool) -> None:
    """Each type takes what Meta asks for when a message is sent."""
    assert with_button(type=kind) == Button(0, kind, takes, required)


def test_a_url_takes_its_end_where_it_has_a_variable() -> None:
    """Only the variable of a URL is passed; one that stands still takes nothing."""
    ends = with_button(
        type="URL", text="Track", url="https://a.example/{{1}}", example=["A-1"]
    )
    assert repr(ends) == repr(
        Button(
            0,
            "URL",
            Takes.URL_SUFFIX,
            required=True,
            label="Track",
            url="https://a.example/{{1}}",
            example="A-1",
        )
    )
    still = with_button(type="URL", text="Track", url="https://a.example/b")
    assert still == Button(0, "URL")


def test_buttons_count_from_zero() -> None:
    """Senders call buttons by their index in the list."""
    found = told(
        {"type": "BODY", "text": "b"},
        {"type": "BUTTONS", "buttons": [{"type": "PHONE_NUMBER"}, {"type": "FLOW"}]},
    )
    assert [one.index for one in found.message.buttons] == [0, 1]


def test_a_code_is_passed_in_the_body_and_in_the_button() -> None:
    """Meta writes an authentication text itself, and takes the code twice (§11.1)."""
    otp: Json = [{"type": "OTP", "otp_type": "COPY_CODE", "text": "Copy"}]
    found = told(
        {"type": "BODY", "add_security_recommendation": True},
        {"type": "BUTTONS", "buttons": otp},
        category="AUTHENTICATION",
        parameter_format="NAMED",
    )
    assert found.code
    assert repr(found) == repr(
        Contract(
            named=False,
            message=Parts(
                body=(Parameter("1"),),
                buttons=(Button(0, "OTP", Takes.CODE, required=True),),
            ),
        )
    )


def carousel(form: str) -> Contract:
    """A carousel of two cards whose headers have this format."""
    card: Spec = {
        "components": [
            {"type": "HEADER", "format": form},
            {"type": "BODY", "text": "For {{1}} only.", "example": ["Ana"]},
            {"type": "BUTTONS", "buttons": [{"type": "QUICK_REPLY", "text": "Yes"}]},
        ]
    }
    cards: Spec = {"type": "CAROUSEL", "cards": [card, card]}
    return told({"type": "BODY", "text": "b"}, cards, category="MARKETING")


def test_each_card_has_its_own_parameters() -> None:
    """Cards are counted, and numbered by themselves."""
    found = carousel("IMAGE")
    card = Parts(
        Header("IMAGE"),
        (Parameter("1"),),
        (Button(0, "QUICK_REPLY", Takes.PAYLOAD),),
    )
    assert (found.cards, found.vary, found.code) == ((card, card), False, False)


def test_product_cards_may_vary_in_number() -> None:
    """Two cards are declared, and up to ten are sent (§2.7)."""
    assert carousel("PRODUCT").vary


@pytest.mark.parametrize("expires", [True, False])
def test_an_offer_takes_its_end_where_it_has_one(*, expires: bool) -> None:
    """Only an offer that expires takes the moment."""
    offer: Spec = {"text": "Now!", "has_expiration": expires}
    part: Spec = {"type": "LIMITED_TIME_OFFER", "limited_time_offer": offer}
    assert told({"type": "BODY", "text": "b"}, part).expires is expires


def test_a_library_template_has_none_before_it_is_live() -> None:
    """What the library holds is not in the files."""
    entry: Spec = {"name": "a", "language": "en", "library_template_name": "b"}
    assert contract(normalize(entry)) is None


@pytest.mark.parametrize(("name", "answer"), answers(), ids=[n for n, _ in answers()])
def test_live_and_import_have_one_contract(name: str, answer: Spec) -> None:
    """What import writes of a live template is called as the live one is."""
    found = from_answer(answer)
    (draft,) = MESSAGE_TEMPLATE.compose([found])
    (one,) = MESSAGE_TEMPLATE.expand(draft.entry)
    told = contract(normalize(one.entry))
    assert repr(told) == repr(contract(found.spec)), name
    assert told is not None


@pytest.mark.parametrize(("name", "body"), creates(), ids=[n for n, _ in creates()])
def test_a_create_body_and_its_answer_have_one_contract(name: str, body: Spec) -> None:
    """A template that is live as it was posted is called as its declaration says."""
    declared = contract(normalize(body))
    assert repr(declared) == repr(contract(from_answer(body).spec)), name
    assert declared is not None


@settings(deadline=None)
@given(VARIANTS)
def test_any_template_and_its_import_have_one_contract(variant: Spec) -> None:
    """Whatever stands in a template, import changes nothing of how it is called."""
    spec = from_answer(variant).spec
    (draft,) = MESSAGE_TEMPLATE.compose([live(spec)])
    (one,) = MESSAGE_TEMPLATE.expand(draft.entry)
    assert repr(contract(normalize(one.entry))) == repr(contract(spec))
